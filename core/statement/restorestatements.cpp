// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "statement/restorestatements.h"

#include "postgres/resultrows.h"
#include "postgres/sqltext.h"
#include "source/relationsql.h"

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

enum ColumnOf { Name, Type, HasArrays, IsGenerated, IsIdentity };

std::optional<QString> textOf(const WholeRow &row, const QString &column)
{
    const auto *value = row.value(column);
    return value && *value ? std::optional(ResultRows::textOf(**value)) : std::nullopt;
}

// Without a type: the server reads it as its column's.
QString literalOf(const std::optional<QString> &text)
{
    return text ? sql::literal(*text) : u"NULL"_s;
}

ValueTable::Column valuesOf(const RestoreStatements::Column &column, qsizetype position)
{
    return {u"value%1"_s.arg(position), column.type, column.hasArrays};
}

} // namespace

QString RestoreStatements::columns() const
{
    return u"SELECT a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod), ty.typarray <> 0 AND ty.typdelim = ',' AND ty.typtype NOT IN ('c', 'd'), "
           "a.attgenerated <> '', a.attidentity = 'a' FROM pg_catalog.pg_attribute a "
           "JOIN pg_catalog.pg_type ty ON ty.oid = a.atttypid "
           "WHERE a.attrelid = %1::regclass AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum;"_s.arg(
               sql::literal(relationsql::qualifiedName(m_source)));
}

QVector<RestoreStatements::Column> RestoreStatements::readColumns(const ResultRows &rows)
{
    QVector<Column> columns;
    for (int row = 0; row < rows.count(); ++row)
        columns += {rows.text(row, Name), rows.text(row, Type), rows.boolean(row, HasArrays),
                    rows.boolean(row, IsGenerated), rows.boolean(row, IsIdentity)};
    return columns;
}

QString RestoreStatements::returned() const
{
    return taskcolumns::keyList(m_source) + ", true, "_L1 + relationsql::wholeRow(m_source) + ", NULL"_L1;
}

Result<QString> RestoreStatements::current(const QVector<TaskKey> &keys, Lock lock) const
{
    const bool isLocked = lock == Lock::Yes && m_source.canLockRows();
    return m_conditions.joined(keys).map([&](const TaskConditions::Join &chosen) {
        return "SELECT "_L1 + returned() + relationsql::from(m_source)
            + (chosen.table.isEmpty() ? QString() : u',' + chosen.table) + " WHERE "_L1 + chosen.condition
            + (isLocked ? u" FOR UPDATE OF t;"_s : u";"_s);
    });
}

Result<QString> RestoreStatements::afterTriggers(const QVector<TaskKey> &keys) const
{
    return current(keys, Lock::No).map([this](const QString &look) {
        return (m_source.hasDeferredTriggers ? u"SET CONSTRAINTS ALL IMMEDIATE;"_s : QString()) + look;
    });
}

// Row security may allow a row to be inserted but not to be seen, and then refuses an INSERT that returns it.
bool RestoreStatements::tellsInserted() const
{
    return m_source.insertsForGood() && !m_source.viewpoint.rowSecurityActive;
}

QString RestoreStatements::insert(const QVector<WholeRow> &rows, const QVector<Column> &columns) const
{
    constexpr qsizetype partSize = 250; // see RunStatements::partSize
    if (!tellsInserted())
        return insertPart(rows, columns);
    QString statements;
    for (qsizetype first = 0; first < rows.size(); first += partSize)
        statements += insertPart(rows.mid(first, partSize), columns);
    return statements;
}

QString RestoreStatements::insertPart(const QVector<WholeRow> &rows, const QVector<Column> &columns) const
{
    QStringList names;
    QVector<ValueTable::Column> kept;
    QStringList keptNames;
    bool hasIdentity = false;
    for (const Column &column : columns) {
        hasIdentity |= column.isIdentity;
        if (column.isGenerated || !rows.first().columns.contains(column.name))
            continue;
        names += sql::identifier(column.name);
        keptNames += column.name;
        kept += valuesOf(column, kept.size());
    }
    ValueTable values(kept);
    for (const WholeRow &row : rows) {
        QVector<std::optional<QString>> texts;
        for (const QString &name : std::as_const(keptNames))
            texts += textOf(row, name);
        values.add(texts);
    }
    return "INSERT INTO "_L1 + relationsql::qualifiedName(m_source) + " AS t ("_L1 + names.join(u',') + u')'
        + (hasIdentity ? u" OVERRIDING SYSTEM VALUE"_s : QString()) + " SELECT * FROM "_L1
        + values.as(u"before"_s) + (tellsInserted() ? " RETURNING "_L1 + returned() : QString()) + u';';
}

Result<QString> RestoreStatements::update(const QVector<WholeRow> &rows, const QVector<Column> &columns) const
{
    if (m_source.key.isEmpty()) {
        QString statements;
        for (const WholeRow &row : rows) {
            const auto one = updateOf(row, columns);
            if (!one)
                return one;
            statements += *one;
        }
        return statements;
    }
    QVector<ValueTable::Column> table = m_conditions.keyTable();
    QStringList assignments;
    for (const Column &column : columns) {
        table += valuesOf(column, table.size());
        assignments += sql::identifier(column.name) + " = before."_L1 + table.last().name;
    }
    ValueTable values(table);
    for (const WholeRow &row : rows) {
        const auto key = m_conditions.keyTexts(row.key);
        if (!key)
            return Failure(key.error());
        QVector<std::optional<QString>> texts(key->begin(), key->end());
        for (const Column &column : columns)
            texts += textOf(row, column.name);
        values.add(texts);
    }
    return u"UPDATE %1 t SET %2 FROM %3 WHERE %4;"_s.arg(relationsql::qualifiedName(m_source),
                                                         assignments.join(u','), values.as(u"before"_s),
                                                         m_conditions.hasKeyOf(u"before"_s));
}

// Where nothing is unique, a row is told apart by more than a key.
Result<QString> RestoreStatements::updateOf(const WholeRow &row, const QVector<Column> &columns) const
{
    return m_conditions.isOneOf({row.key}).map([&](const QString &isOne) {
        QStringList assignments;
        for (const Column &column : columns)
            assignments += sql::identifier(column.name) + " = "_L1 + literalOf(textOf(row, column.name));
        return u"UPDATE %1 t SET %2 WHERE %3;"_s.arg(relationsql::qualifiedName(m_source),
                                                     assignments.join(u','), isOne);
    });
}

Result<QString> RestoreStatements::remove(const QVector<TaskKey> &keys) const
{
    return m_conditions.joined(keys).map([&](const TaskConditions::Join &chosen) {
        return "DELETE"_L1 + relationsql::from(m_source)
            + (chosen.table.isEmpty() ? QString() : " USING "_L1 + chosen.table) + " WHERE "_L1
            + chosen.condition + u';';
    });
}

} // namespace watchbill
