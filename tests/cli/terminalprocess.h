// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "watchbillctlprocess.h"

#include <QProcess>

namespace watchbill {

/// watchbillctl with standard input and standard error on a terminal of their own.
class TerminalProcess
{
public:
    TerminalProcess(const QStringList &arguments, const QProcessEnvironment &environment);
    ~TerminalProcess();
    Q_DISABLE_COPY_MOVE(TerminalProcess)

    /// All that it has shown so far.
    const QByteArray &shown();

    /// Types a line when the next question is asked.
    void answer(const QByteArray &line);

    /// At its end; what the terminal has shown is the messages.
    Finished finish();

private:
    const int m_terminal;
    int m_otherEnd = -1;
    QProcess m_process;
    QByteArray m_shown;
    qsizetype m_read = 0;
};

} // namespace watchbill
