// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "source/tasksource.h"

namespace watchbill {

/// How statements name a relation and its columns: always by the names that its catalogue has, quoted.
namespace relationsql {

/// The relation's name with its schema.
QString qualifiedName(const TaskRelation &relation);

/// " FROM … t"
QString from(const TaskRelation &relation);

/// All columns of the table under its alias t that the role may read.
QString wholeRow(const TaskSource &source);

/// A column that the relation has, by its bare name.
QString column(const TaskRelation &relation, TaskField field);

/// A column of the table under its alias t; "NULL" if there is none.
QString expression(const TaskRelation &relation, TaskField field);
QString expression(const TaskColumn &column);

/// The column as an expression that can be compared and sorted by (text if its type has no order), the type of that
/// expression, and a literal for it.
QString comparable(const TaskColumn &column);
QString comparableType(const TaskColumn &column);
QString comparableLiteral(const TaskColumn &column, const QString &text);

/// The metadata as JSON whose values can be read: in a column of the type json without the escapes of characters that
/// the server has no text for, at which it would fail.
QString readableMetadata(const TaskRelation &relation);

/// A column as text. An array of JSON becomes one JSON array, with its values as the server prints them.
QString text(const TaskRelation &relation, TaskField field);

} // namespace relationsql

} // namespace watchbill
