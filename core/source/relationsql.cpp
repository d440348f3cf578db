// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "source/relationsql.h"

#include "postgres/sqltext.h"

using namespace Qt::StringLiterals;

namespace watchbill::relationsql {

QString qualifiedName(const TaskRelation &relation)
{
    return sql::identifier(relation.schema) + u'.' + sql::identifier(relation.table);
}

QString from(const TaskRelation &relation)
{
    return " FROM "_L1 + qualifiedName(relation) + " t"_L1;
}

QString wholeRow(const TaskSource &source)
{
    if (source.readColumns.isEmpty())
        return u"t.*"_s;
    QStringList columns;
    for (const QString &name : source.readColumns)
        columns += "t."_L1 + sql::identifier(name);
    return columns.join(u',');
}

QString column(const TaskRelation &relation, TaskField field)
{
    return sql::identifier(relation.columns[field].name);
}

QString expression(const TaskColumn &column)
{
    const QString name = "t."_L1 + sql::identifier(column.name);
    return column.needsCast ? u'(' + name + "::"_L1 + column.sqlType + u')' : name;
}

QString comparable(const TaskColumn &column)
{
    return column.isSortable ? expression(column) : expression(column) + "::text"_L1;
}

QString comparableType(const TaskColumn &column)
{
    return column.isSortable ? column.sqlType : u"text"_s;
}

QString comparableLiteral(const TaskColumn &column, const QString &text)
{
    return sql::literal(text, comparableType(column));
}

QString expression(const TaskRelation &relation, TaskField field)
{
    return relation.has(field) ? expression(relation.columns[field]) : u"NULL"_s;
}

QString readableMetadata(const TaskRelation &relation)
{
    const QString column = expression(relation, TaskField::Metadata);
    if (!relation.has(TaskField::Metadata) || relation.columns[TaskField::Metadata].sqlType != "json"_L1)
        return column;
    // Kept are an escaped backslash, and two halves of a character together; not NUL, and no half alone.
    const QString escapes =
        u"(\\\\\\\\|\\\\u[dD][89abAB][0-9a-fA-F]{2}\\\\u[dD][c-fC-F][0-9a-fA-F]{2})|\\\\u0000|\\\\u[dD][89a-fA-F][0-9a-fA-F]{2}"_s;
    return u"(CASE WHEN strpos(%1::text, %2) = 0 THEN %1 ELSE regexp_replace(%1::text, %3, %4, 'g')::json END)"_s
        .arg(column, sql::literal(u"\\u"_s), sql::literal(escapes), sql::literal(u"\\1"_s));
}

QString text(const TaskRelation &relation, TaskField field)
{
    const QString column = expression(relation, field);
    if (relation.has(field) && relation.columns[field].family == TaskColumn::Family::JsonList)
        return "array_to_json("_L1 + column + ")::text"_L1;
    return column + "::text"_L1;
}

} // namespace watchbill::relationsql
