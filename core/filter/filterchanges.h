// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/taskquery.h"

#include <optional>

/// A user's changes to a filter. Each function returns the new filter; parts that it does not name stay as they are.
namespace watchbill::filter {

/// The set asks for this value and no other.
bool asksOnlyFor(const ValueSet &set, const FieldValue &value);

/// How the texts of a set find a value: users with a uuid are found by its beginning, too.
enum class Finding { Whole, Beginning };

/// A task with this value is in the set, which is not empty.
bool asksFor(const ValueSet &set, const FieldValue &value, Finding finding);

/// The filter without a restriction of this set.
TaskFilter all(TaskFilter filter, FilterSet set);

/// Only this value, replacing the set.
TaskFilter only(TaskFilter filter, FilterSet set, const FieldValue &value);

/// Not this value. It adds to what is excluded already, and takes the place of values that were asked for.
TaskFilter excluding(TaskFilter filter, FilterSet set, const FieldValue &value);

/// The filter with one more condition, unless it already has it.
TaskFilter with(TaskFilter filter, const Condition &condition);

/// What both ask for.
TaskFilter both(const TaskFilter &one, const TaskFilter &other);

/// Only tasks created at that time, replacing an earlier restriction; an empty text removes the restriction.
TaskFilter createdIn(const TaskFilter &filter, const QString &time);

/// The text that createdIn() would take for the filter: empty without a restriction, nothing if one text cannot express
/// it.
std::optional<QString> createdIn(const TaskFilter &filter);

/// The filter's sets and conditions, all of which must hold: the sets first.
QVector<Condition> parts(const TaskFilter &filter);

/// The filter that asks for this. Of its parts, the first about each status, type and user whose values are plain becomes
/// a set.
TaskFilter fromCondition(const Condition &condition);

/// All or any of the conditions, in as few parentheses as possible.
Condition joined(Condition::Kind kind, const QVector<Condition> &parts);

Condition negated(const Condition &condition);

/// It looks for a text in the id and the error.
bool looksForText(const Condition &condition);

/// The text that is looked for in the id and the error.
Condition containing(const QString &text);

} // namespace watchbill::filter
