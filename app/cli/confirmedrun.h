// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "runpreview.h"
#include "task/taskerror.h"
#include "write/runcontrol.h"

#include <QFuture>
#include <QObject>

#include <functional>
#include <memory>

namespace watchbill {

class Execution;
class ProgressLine;

/// What a person, or --yes, is to agree to.
struct ProposedRun
{
    RunPreview preview;
    Run::Kind kind = Run::Kind::Delete;
    Run::Kind undone = Run::Kind::Delete; // what an undo takes back
    QString obstacle; // why it cannot be done here; empty if it can
    QString nothing; // what is said if there are no tasks
    std::function<QFuture<Result<Run>>(const RunControlPointer &control)> start;
};

/// A run from the question to the exit status: asks, starts it, shows how far it is, and reports. A signal cancels it,
/// and the report says what was done until then.
class ConfirmedRun : public QObject
{
public:
    ConfirmedRun(Execution &execution, const ProposedRun &proposed); // the execution is its parent

    void begin();

private:
    bool isConfirmed();
    bool isConfirmedOfAll();
    bool isConfirmedOfProcessing();
    void refuse(const QString &sentence);
    void start();
    void report(const Run &run);

    Execution &m_execution;
    const ProposedRun m_proposed;
    const RunControlPointer m_control = std::make_shared<RunControl>();
    std::unique_ptr<ProgressLine> m_line;
    bool m_wasAsked = false;
};

} // namespace watchbill
