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
    /// `journal` is the file of the journal. `title` is what the lines of the runs call a connection whose profile has no
    /// name.
    Runs(TaskService &service, const QString &journal, const QString &title = {})
        : m_service(service)
        , m_journal(journal)
        , m_title(title)
    {
    }

    /// The tasks that match the filter, as they are now. Cancelled if the control is.
    QFuture<Result<ConfirmedTasks>> collect(const TaskFilter &filter, const RunControlPointer &control) const;

    /// The other rows that deleting these tasks would delete or change.
    QFuture<Result<QVector<DependentRows>>> dependents(const ConfirmedTasks &tasks) const;

    /// Returns the run as the journal has it at the end: Run::state and Run::error tell how it went. An error only if
    /// nothing was begun.
    QFuture<Result<Run>> start(const RunOrder &order, const RunControlPointer &control) const;

    /// Changes or creates one task, as a run that is in the journal only if something was changed.
    ///
    /// A new task gets the given id, or else a new one (see TaskStatements::newId()), and the given status, or else the
    /// table's default, or pending if there is none. Setting a status also sets updated_at, by the server's clock. At most
    /// one task is changed: the one of that name, and of that owner if one is given. Deleting a task that is not visible
    /// does nothing and is no error.
    ///
    /// InvalidInput. NotFound if there is no task whose status could be set. PermissionDenied if row security lets the
    /// task be seen but not changed. Conflict if several tasks have the name, or if the task keeps changing. Server if a
    /// trigger or rule prevented the change, or made another one. Unsupported if rows cannot be identified, or if the
    /// server generates a value that was to be set. A lost answer is looked up; if that is cancelled,
    /// settleInterrupted() does it later.
    QFuture<Result<SingleOutcome>> change(const SingleChange &change, const RunControlPointer &control) const;

    /// Restores the rows of a run, as a run of its own. Its rows tell which could not be restored. NotFound if there is no
    /// such run; the errors of undoRefusal().
    QFuture<Result<Run>> undo(qint64 run, const RunControlPointer &control) const;

    /// Looks up the outcome of this table's interrupted runs; returns their number.
    QFuture<Result<int>> settleInterrupted() const;

private:
    using Work = std::function<Result<Run>(WriteLink &link, Journal &journal)>;
    QFuture<Result<Run>> write(const Work &work) const;
    QString connectionName() const;

    TaskService &m_service;
    const QString m_journal;
    const QString m_title;
};

} // namespace watchbill
