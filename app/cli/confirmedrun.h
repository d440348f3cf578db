// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "journal/journallimits.h"
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

/// What needs confirmation, by a person or by --yes.
struct ProposedRun
{
    RunPreview preview;
    Run::Kind kind = Run::Kind::Delete;
    Run::Kind undone = Run::Kind::Delete; // the kind of run that an undo reverts
    QString obstacle; // why it is not possible here; empty if it is
    QString nothing; // the message if there are no tasks
    /// With limits it stops before it exceeds them, see RunOrder::limits: a person who was asked was told that it can be undone.
    std::function<QFuture<Result<Run>>(const RunControlPointer &control,
                                       const std::optional<JournalLimits> &limits)>
        start;
};

/// A run from the question to the exit status: asks, starts it, shows its progress and reports. A signal cancels it;
/// the report covers what was done so far.
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
