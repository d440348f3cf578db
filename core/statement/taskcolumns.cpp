// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "statement/taskcolumns.h"

#include "postgres/sqltext.h"
#include "source/furtherkey.h"
#include "source/relationsql.h"
#include "task/taskpage.h"

using namespace Qt::StringLiterals;

namespace watchbill {

QString microseconds(const QString &expression)
{
    // Of a time itself, the server rounds what is beyond 64 bits of microseconds since 1970.
    return u"CASE WHEN isfinite(%1) THEN (extract(epoch FROM %1 - '2000-01-01') * 1000000)::bigint "
           "WHEN %1 > '2000-01-01' THEN 9223372036854775807 "
           "WHEN %1 < '2000-01-01' THEN -9223372036854775808 END"_s.arg(expression);
}

namespace taskcolumns {

namespace {

QString selected(const TaskRelation &relation, const StoredField &field, Extent extent)
{
    using InLists = StoredField::InLists;
    const QString column = relationsql::expression(relation, field.field);
    if (field.isTime())
        return relation.has(field.field) ? sentTime(relation.columns[field.field]) : column;
    const QString text = relationsql::text(relation, field.field);
    if (extent == Extent::Whole || field.inLists == InLists::Whole)
        return text;
    return field.inLists == InLists::LeftOut
        ? u"NULL"_s
        : u"left(%1, %2)"_s.arg(text, QString::number(TaskPage::errorCharacters));
}

// As a JSON list of texts, so that there is one column however many they are; NULL if there are none.
QString listOf(const QStringList &expressions)
{
    return expressions.isEmpty() ? u"NULL"_s
                                 : "to_json(ARRAY["_L1 + expressions.join("::text,"_L1) + "::text])::text"_L1;
}

QStringList restOfKey(const TaskRelation &relation)
{
    QStringList columns;
    for (const TaskColumn &column : relation.restOfKey)
        columns += relationsql::expression(column);
    return columns;
}

QStringList valuesOf(const TaskRelation &relation, const QVector<QStringList> &keys)
{
    const bool hasKeys = relation.has(TaskField::Metadata)
        && relation.columns[TaskField::Metadata].family == TaskColumn::Family::Json;
    QStringList values;
    for (const QStringList &path : keys) {
        QStringList literals;
        for (const QString &key : path)
            literals += sql::literal(key);
        values += hasKeys ? u"left(%1 #>> ARRAY[%2], %3)"_s.arg(relationsql::readableMetadata(relation),
                                                                literals.join(u','),
                                                                QString::number(TaskPage::errorCharacters))
                          : u"NULL"_s;
    }
    return values;
}

QStringList furtherColumns(const TaskRelation &relation)
{
    const FurtherKey key(relation);
    QStringList columns;
    for (const TaskColumn &column : key.columns())
        columns += relationsql::expression(column);
    return columns;
}

} // namespace

// The number that the server itself has, both infinities included. Computed as a bigint, by way of numeric, the times are
// a quarter of what a page costs the server.
QString sentTime(const TaskColumn &column)
{
    return (column.sqlType.endsWith("with time zone"_L1) ? "pg_catalog.timestamptz_send("_L1
                                                         : "pg_catalog.timestamp_send("_L1)
        + relationsql::expression(column) + u')';
}

QStringList tellingApart(const TaskRelation &relation)
{
    QStringList values;
    for (const TaskField field : {TaskField::CreatedAt, TaskField::UserId, TaskField::Type})
        values += u"coalesce(%1::text, '')"_s.arg(relationsql::expression(relation, field));
    return values;
}

QString keyList(const TaskRelation &relation)
{
    return keyList(relationsql::expression(relation, TaskField::Id), restOfKey(relation));
}

QString keyList(const QString &id, const QStringList &rest)
{
    return id + "::text,"_L1 + listOf(rest);
}

QString selectList(const TaskRelation &relation, Extent extent, const QVector<QStringList> &keys)
{
    QStringList columns;
    for (const StoredField &field : storedFields)
        columns += selected(relation, field, extent);
    columns += listOf(relation.key.isEmpty() ? tellingApart(relation) : restOfKey(relation));
    columns += listOf(valuesOf(relation, keys));
    return columns.join(u',');
}

QString plainList(const TaskRelation &relation)
{
    QStringList columns;
    for (const StoredField &field : storedFields) {
        if (relation.has(field.field))
            columns += relationsql::expression(relation, field.field);
    }
    return (columns + furtherColumns(relation)).join(u',');
}

namespace {

QString isoTime(const TaskColumn &column, const QString &time)
{
    // PostgreSQL has no year 0 either. The session's time zone is UTC.
    const QString year =
        u"(extract(year FROM %1)::int + CASE WHEN %1 < '0001-01-01' THEN 1 ELSE 0 END)"_s.arg(time);
    const QString offset = column.sqlType.endsWith("with time zone"_L1) ? u"+00:00"_s : QString();
    return u"CASE WHEN isfinite(%1) AND NOT (%1 >= '0001-01-01' AND %1 < '10000-01-01') THEN to_json("
           "CASE WHEN %2 < 0 THEN '-' WHEN %2 > 9999 THEN '+' ELSE '' END "
           "|| lpad(abs(%2)::text, greatest(4, length(abs(%2)::text)), '0') "
           "|| to_char(%1, '-MM-DD\"T\"HH24:MI:SS.US') || '%3') ELSE to_json(%1) END AS %4"_s.arg(
               time, year, offset, sql::identifier(column.name));
}

} // namespace

QString jsonList(const TaskRelation &relation)
{
    QStringList columns;
    for (const StoredField &field : storedFields) {
        if (!relation.has(field.field))
            continue;
        const QString column = relationsql::expression(relation, field.field);
        columns += field.isTime() ? isoTime(relation.columns[field.field], column) : column;
    }
    return (columns + furtherColumns(relation)).join(u',');
}

} // namespace taskcolumns

} // namespace watchbill
