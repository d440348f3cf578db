// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "source/restorestatements.h"

#include "postgres/resultrows.h"
#include "postgres/sqltext.h"
#include "source/relationsql.h"

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

// Without a type: the server reads it as its column's.
QString literalOf(const std::optional<QByteArray> *value)
{
    return value && *value ? sql::literal(ResultRows::textOf(**value)) : u"NULL"_s;
}

} // namespace

QString RestoreStatements::traits() const
{
    return u"SELECT attname, attgenerated <> '', attidentity = 'a' FROM pg_catalog.pg_attribute "
           "WHERE attrelid = %1::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum;"_s.arg(
               sql::literal(relationsql::qualifiedName(m_source)));
}

Result<QString> RestoreStatements::current(const QVector<TaskKey> &keys) const
{
    const bool isLocked = m_source.mayUpdate && m_source.isTable() && !m_source.isElsewhere();
    return m_conditions.isOneOf(keys).map([&](const QString &isOneOf) {
        return "SELECT "_L1 + taskcolumns::keyList(m_source) + ", true, "_L1 + relationsql::wholeRow(m_source)
            + ", NULL"_L1 + relationsql::from(m_source) + " WHERE "_L1 + isOneOf
            + (isLocked ? u" FOR UPDATE OF t;"_s : u";"_s);
    });
}

QString RestoreStatements::insert(const QVector<WholeRow> &rows, const Traits &traits) const
{
    QStringList names;
    QStringList columns;
    for (const QString &column : rows.first().columns) {
        if (traits.generated.contains(column) || !traits.columns.contains(column))
            continue;
        columns += column;
        names += sql::identifier(column);
    }
    QStringList lists;
    for (const WholeRow &row : rows) {
        QStringList values;
        for (const QString &column : columns)
            values += literalOf(row.value(column));
        lists += u'(' + values.join(u',') + u')';
    }
    return "INSERT INTO "_L1 + relationsql::qualifiedName(m_source) + " AS t ("_L1 + names.join(u',') + u')'
        + (traits.identity.isEmpty() ? QString() : u" OVERRIDING SYSTEM VALUE"_s) + " VALUES "_L1
        + lists.join(u',') + u';';
}

Result<QString> RestoreStatements::update(const WholeRow &row, const QStringList &columns) const
{
    return m_conditions.isOneOf({row.key}).map([&](const QString &isOne) {
        QStringList assignments;
        for (const QString &column : columns)
            assignments += sql::identifier(column) + " = "_L1 + literalOf(row.value(column));
        return u"UPDATE %1 t SET %2 WHERE %3"_s.arg(relationsql::qualifiedName(m_source),
                                                    assignments.join(u','), isOne)
            + u';';
    });
}

Result<QString> RestoreStatements::remove(const TaskKey &key) const
{
    return m_conditions.isOneOf({key}).map([&](const QString &isOne) {
        return "DELETE"_L1 + relationsql::from(m_source) + " WHERE "_L1 + isOne + u';';
    });
}

} // namespace watchbill
