// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/taskquery.h"
#include "write/dependents.h"
#include "write/runwork.h"
#include "write/singlechange.h"

#include <QFuture>

namespace watchbill {

class TaskService;

/// Runs of changes: each is a line of the history, can be undone, and continues automatically after a lost connection.
/// Runs are made one at a time. Tasks that the journal cannot record are not changed.
class Runs
{
public:
    /// `journal` is its file.
    Runs(TaskService &service, const QString &journal)
        : m_service(service)
        , m_journal(journal)
    {
    }

    /// What matches now, in the state in which it is now. Cancelled through the control.
    QFuture<Result<ConfirmedTasks>> collect(const TaskFilter &filter, const RunControlPointer &control) const;

    /// What a deletion of these would do to other rows.
    QFuture<Result<QVector<DependentRows>>> dependents(const ConfirmedTasks &tasks) const;

    /// How it ended is in the line: Run::state and Run::error. An error only if nothing was begun.
    QFuture<Result<Run>> start(const RunOrder &order, const RunControlPointer &control) const;

    /// A run of one task, which is named or new. It has a line only if something was changed.
    ///
    /// A new one is stored with a new unique id (the given one: see TaskStatements::newId()) and the given status: else the
    /// table's default, or pending where there is none. A status comes with updated_at (by the server's clock). Only one
    /// task is ever changed: the one with that name, of any user unless an owner is given, whose user must then match;
    /// deleting a task that cannot be seen does nothing and is not an error.
    ///
    /// InvalidInput. NotFound, if there is no such task to get a status. PermissionDenied if row security lets it be
    /// seen only. Conflict if several tasks have the name, or if the task keeps changing. Server if a trigger or rule
    /// has kept or changed it instead. Unsupported if rows cannot be identified, or if the server makes the values of a
    /// column itself. The answer cannot be lost: Cancelled before it was looked up leaves that to settleInterrupted().
    QFuture<Result<SingleOutcome>> change(const SingleChange &change, const RunControlPointer &control) const;

    /// Puts the rows of a run back. Its line is one of its own; what could not be put back is in its rows. NotFound; else as
    /// undoRefusal().
    QFuture<Result<Run>> undo(qint64 run, const RunControlPointer &control) const;

    /// Looks up the outcome of this table's interrupted runs; returns their number.
    QFuture<Result<int>> settleInterrupted() const;

private:
    using Work = std::function<Result<Run>(WriteLink &link, Journal &journal)>;
    QFuture<Result<Run>> write(const Work &work) const;

    TaskService &m_service;
    const QString m_journal;
};

} // namespace watchbill
