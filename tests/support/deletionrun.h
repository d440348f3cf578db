// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "journal/journalrow.h"
#include "task/task.h"
#include "task/taskerror.h"

#include <QFuture>
#include <QTemporaryDir>
#include <QVector>

namespace watchbill {

class TaskService;

/// How a run ended, and what became of how many of its tasks: "done: done 2, gone 1".
QString summaryOf(const Run &run);

/// Tasks that are deleted as people delete them, in the state in which they were shown: by a run, here with a journal of its
/// own that goes with it.
class DeletionRun
{
public:
    DeletionRun(TaskService &service, const QVector<Task> &shown); // begins at once
    ~DeletionRun(); // when it has ended
    DeletionRun(const DeletionRun &) = delete;
    DeletionRun &operator=(const DeletionRun &) = delete;

    // Each waits for the end:

    /// As summaryOf() has it; the kind of the error if the run was not begun: "Connection".
    QString summary() const;

    /// The tasks of which that became, as they were shown.
    QVector<TaskKey> keys(RowState state) const;

    /// Why it was not begun, or failed; else the reasons for its tasks, a line for each that has one.
    QString why() const;

private:
    QVector<JournalRow> rows(const QVector<RowState> &states) const;

    const QVector<Task> m_shown;
    const QTemporaryDir m_folder;
    const QFuture<Result<Run>> m_run;
};

} // namespace watchbill
