// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "journal/run.h"
#include "statement/referencestatements.h"
#include "write/confirmedtasks.h"

namespace watchbill {

class WriteLink;

/// What happens to the rows of one table when tasks are deleted that they refer to, themselves or by what goes with them.
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

/// Counts them within the budget. Not those of views, of which no foreign keys are known.
Result<QVector<DependentRows>> countDependents(WriteLink &link, const ConfirmedTasks &tasks);

/// Whether the deletion of this task would delete or change other rows, or may: they cannot always be counted.
Result<bool> hasDependents(WriteLink &link, const TaskKey &task);

/// What an undo of that run does not restore: whole sentences; empty if nothing.
QString lostForGood(const Run &undone, const TaskSource &source);

/// What goes with the tasks, and that an undo does not bring it back; empty if nothing can. What could not be counted is
/// told by name.
QString aboutDependents(const TaskSource &source, const Result<QVector<DependentRows>> &dependents);

} // namespace watchbill
