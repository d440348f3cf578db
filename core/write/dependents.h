// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "journal/run.h"
#include "statement/referencestatements.h"
#include "write/confirmedtasks.h"

namespace watchbill {

class WriteLink;

/// What happens to the rows of one table when the tasks that they refer to are deleted. They refer to a task, or to a row
/// that is deleted with one.
struct DependentRows
{
    QString table;
    Reference::Effect effect = Reference::Effect::Deleted;
    bool isOfTasks = false; // other tasks of the same table
    bool isCountable =
        true; // false: this role may not read the table, or one by which its rows refer to the tasks
    std::optional<qint64> rows = {}; // none: not counted, or not in time
    bool isMinimum = false; // there may be more, as not all were counted or could be seen

    bool operator==(const DependentRows &) const = default;
};

/// Counts the dependent rows within the budget. None for a database view, which has no foreign keys.
Result<QVector<DependentRows>> countDependents(WriteLink &link, const ConfirmedTasks &tasks);

/// Whether deleting this task may delete or change other rows; true also if they cannot be counted.
Result<bool> hasDependents(WriteLink &link, const TaskKey &task);

/// What an undo of that run does not restore: whole sentences; empty if nothing.
QString lostForGood(const Run &undone, const TaskSource &source);

/// Says which rows are deleted or changed with the tasks, and that an undo does not restore them; empty if there can be
/// none. Tables whose rows could not be counted are named.
QString aboutDependents(const TaskSource &source, const Result<QVector<DependentRows>> &dependents);

} // namespace watchbill
