// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "source/taskrelation.h"
#include "task/taskquery.h"

namespace watchbill {

/// A value as a person gave it, to be written into a column or, without one, to look for: that is text which is not
/// converted, or was checked before.
struct TypedValue
{
    std::optional<TaskField> field;
    QString text;
    QString keyColumn = {}; // instead of a field: of that column's type
    QString expression = {}; // what the server makes of a pattern, instead of the text alone
};

/// What the person has typed of a task's name.
QVector<TypedValue> typedValues(const TaskName &name);

/// What the person has typed of a filter.
QVector<TypedValue> typedValues(const TaskFilter &filter);

/// Parts of a request by which the server is asked, once it has failed, what it fails at.
namespace probestatements {

/// The value by itself, without a look at the table; empty if it would not be sent.
QString value(const TaskRelation &relation, const TypedValue &typed);

/// A row, whichever, without its columns: what fails here is a policy of row security or a view.
QString anyRow(const TaskRelation &relation);

/// "denied" where the role may not read the columns any more; else how the server takes row security: "off" where it
/// refuses what would hide rows.
QString readingRights(const TaskRelation &relation);

} // namespace probestatements

} // namespace watchbill
