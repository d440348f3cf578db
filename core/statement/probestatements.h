// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "source/taskrelation.h"
#include "task/taskquery.h"

namespace watchbill {

/// A typed value, to be written into a column or, without a column, to search for. A search text is not converted, or
/// has been checked already.
struct TypedValue
{
    std::optional<TaskField> field;
    QString text;
    QString keyColumn = {}; // instead of a field: of that column's type
    QString expression = {}; // what the server makes of a pattern, instead of the text alone
};

/// The typed values in a task's name.
QVector<TypedValue> typedValues(const TaskName &name);

/// The typed values in a filter.
QVector<TypedValue> typedValues(const TaskFilter &filter);

/// Parts of a failed request, run one by one to find out which part fails.
namespace probestatements {

/// Converts the value alone, without reading the table; empty if it would not be sent.
QString value(const TaskRelation &relation, const TypedValue &typed);

/// Reads any row, without its columns: if this fails, a row security policy or a view is the cause.
QString anyRow(const TaskRelation &relation);

/// "denied" where the role may not read the columns any more; else how the server takes row security: "off" where it
/// refuses what would hide rows.
QString readingRights(const TaskRelation &relation);

} // namespace probestatements

} // namespace watchbill
