// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "commandline.h"
#include "exitstatus.h"
#include "output.h"
#include "passwords.h"
#include "service/onfinished.h"
#include "service/taskservice.h"

#include <QObject>

#include <memory>

namespace watchbill {

class Interruption;

/// A command's result.
struct Answer
{
    QByteArray text; // for standard output
    bool found = true; // at least one task; if not, row security may be the reason
    std::optional<TaskError> error; // after the text
    QString remark = {}; // on standard error, too
    std::optional<ExitStatus> status = {}; // if it is not what the error says
};

/// One command, from connecting to the exit status. Needs QCoreApplication's event loop, and ends it.
class Execution : public QObject
{
public:
    Execution(const CommandLine &commandLine, Interruption &interruption);

    void start();

    // For the commands:
    const CommandLine &given() const { return m_given; }
    TaskService &service() { return m_service; }
    const TaskSource &source() const { return m_source; }
    Passwords &passwords() { return m_passwords; }
    const Output &output() const { return *m_output; }
    Interruption &interruption() { return m_interruption; }

    /// Sets the table to use from now on; prints a warning if the service role is not in effect.
    void use(const TaskSource &source);

    /// Finishes with `toAnswer(value)` of the result, or with its error.
    template<typename T, typename ToAnswer>
    void finishWith(const QFuture<Result<T>> &future, ToAnswer toAnswer)
    {
        onFinished(future, this, [this, toAnswer](const Result<T> &result) {
            finish(result ? toAnswer(*result) : Answer{{}, true, result.error()});
        });
    }

    /// Prints the answer and ends the program.
    void finish(const Answer &answer);

    /// Ends the program, because writing the output has just failed.
    void finishUnwritten();

    /// A sentence saying that row security may hide rows.
    QString hiddenRows() const;

private:
    void begin(const TaskSource &source);

    const CommandLine m_given;
    Interruption &m_interruption;
    TaskService m_service;
    Passwords m_passwords;
    TaskSource m_source;
    std::unique_ptr<const Output> m_output;
};

} // namespace watchbill
