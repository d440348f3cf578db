// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "statement/probestatements.h"

#include "postgres/sqltext.h"
#include "source/relationsql.h"
#include "statement/jsonpath.h"
#include "statement/taskconditions.h"

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

void addTyped(QVector<TypedValue> &typed, const Condition &condition)
{
    for (const Condition &part : condition.parts)
        addTyped(typed, part);
    for (const Condition::Value &value : condition.values) {
        const bool isPattern = value.relation == Condition::Value::Relation::Matching;
        if (condition.field == Condition::Field::Metadata && !condition.path.isEmpty())
            typed += TypedValue{
                {}, value.text, {}, sql::literal(jsonpath::to(condition.path, value), u"jsonpath"_s)};
        else
            typed += TypedValue{
                {}, value.text, {}, isPattern ? "'' ~* "_L1 + sql::literal(value.text) : QString()};
    }
}

} // namespace

QVector<TypedValue> typedValues(const TaskFilter &filter)
{
    QVector<TypedValue> typed;
    for (const Facet &facet : facets) {
        for (const QString &text : (filter.*facet.set).values)
            typed += TypedValue{{}, text};
    }
    addTyped(typed, filter.condition);
    return typed;
}

QVector<TypedValue> typedValues(const TaskName &name)
{
    QVector<TypedValue> typed{{{}, name.id.toText()}};
    for (auto other = name.others.begin(); other != name.others.end(); ++other)
        typed += TypedValue{{}, other.value(), other.key()};
    return typed;
}

namespace probestatements {

QString value(const TaskRelation &relation, const TypedValue &typed)
{
    if (!typed.expression.isEmpty())
        return "SELECT "_L1 + typed.expression;
    for (const TaskColumn &column : relation.restOfKey) {
        if (column.name == typed.keyColumn)
            return "SELECT "_L1 + relationsql::comparableLiteral(column, typed.text);
    }
    if (!typed.field)
        return "SELECT "_L1 + sql::literal(typed.text);
    const auto literal = TaskConditions(relation).value(*typed.field, typed.text);
    return literal ? "SELECT "_L1 + *literal : QString();
}

QString anyRow(const TaskRelation &relation)
{
    return "SELECT 1"_L1 + relationsql::from(relation) + " LIMIT 1"_L1;
}

QString readingRights(const TaskRelation &relation)
{
    const QString table = sql::literal(relationsql::qualifiedName(relation));
    QStringList rights;
    for (const TaskColumn &column : relation.columns)
        rights += u"has_column_privilege(%1, %2, 'SELECT')"_s.arg(table, sql::literal(column.name));
    return "SELECT CASE WHEN "_L1 + rights.join(" AND "_L1)
        + " THEN current_setting('row_security') ELSE 'denied' END"_L1;
}

} // namespace probestatements

} // namespace watchbill
