// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/taskquery.h"

#include <optional>

/// What a person does to a filter, as functions of it: each returns the filter that follows. What they do not
/// name stays as it is.
namespace watchbill::filter {

/// The set asks for this value and no other.
bool asksOnlyFor(const ValueSet &set, const FieldValue &value);

/// The restriction lifted, whatever it is.
TaskFilter all(TaskFilter filter, FilterSet set);

/// Nothing but this value, whatever the set said before.
TaskFilter only(TaskFilter filter, FilterSet set, const FieldValue &value);

/// Not this value. It adds to what is excluded already, and takes the place of values that were asked for.
TaskFilter excluding(TaskFilter filter, FilterSet set, const FieldValue &value);

/// The filter with one more condition, unless it has the same.
TaskFilter with(TaskFilter filter, const Condition &condition);

/// What both ask for.
TaskFilter both(const TaskFilter &one, const TaskFilter &other);

/// Only tasks that were created then, whatever the filter said of that before; without a text, whenever.
TaskFilter createdIn(const TaskFilter &filter, const QString &time);

/// The same the other way round: empty for whenever, and nothing where the filter says more than one such text can.
std::optional<QString> createdIn(const TaskFilter &filter);

/// The filter's sets and conditions, all of which must hold: the sets first.
QVector<Condition> parts(const TaskFilter &filter);

/// The filter that asks for this. Of its parts, the first about each status, type and user whose values are plain becomes
/// a set.
TaskFilter fromCondition(const Condition &condition);

/// All or any of the conditions, in as few brackets as can be.
Condition joined(Condition::Kind kind, const QVector<Condition> &parts);

Condition negated(const Condition &condition);

/// It looks for a text in the id and the error.
bool looksForText(const Condition &condition);

/// The text that is looked for in the id and the error.
Condition containing(const QString &text);

} // namespace watchbill::filter
