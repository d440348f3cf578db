// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "source/taskrelation.h"

namespace watchbill {

/// How statements name a relation and its columns: always by the names that its catalogue has, quoted.
namespace relationsql {

/// With its schema.
QString qualifiedName(const TaskRelation &relation);

/// " FROM … t"
QString from(const TaskRelation &relation);

/// All columns of the table under its alias t that the role may read.
QString wholeRow(const TaskRelation &relation);

/// A column that the relation has, by its bare name.
QString column(const TaskRelation &relation, TaskField field);

/// A column of the table under its alias t; "NULL" if there is none.
QString expression(const TaskRelation &relation, TaskField field);
QString expression(const TaskColumn &column);

/// The same as what can be compared and sorted by, its type, and a value for it: as text where the type has no order.
QString comparable(const TaskColumn &column);
QString comparableType(const TaskColumn &column);
QString comparableLiteral(const TaskColumn &column, const QString &text);

/// The same as text. An array of JSON is one of JSON, whose values are as the server prints them.
QString text(const TaskRelation &relation, TaskField field);

} // namespace relationsql

} // namespace watchbill
