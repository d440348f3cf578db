// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "source/taskorder.h"

#include "postgres/sqltext.h"
#include "source/relationsql.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace watchbill::taskorder {

namespace {

// Sorting by a whole error message would put megabytes into a page's key.
constexpr int sortedErrorCharacters = 200;

bool isStrictPrefix(const QStringList &prefix, const QStringList &of)
{
    return of.size() >= prefix.size() && std::equal(prefix.begin(), prefix.end(), of.begin());
}

bool hasIndex(const TaskRelation &relation, const QStringList &columnNames)
{
    return std::any_of(relation.indexes.begin(), relation.indexes.end(),
                       [&](const TaskIndex &index) { return isStrictPrefix(columnNames, index.columns); });
}

} // namespace

bool canSort(const TaskRelation &relation, TaskField field)
{
    if (field == TaskField::Duration)
        return relation.has(TaskField::UpdatedAt);
    if (field == TaskField::Metadata || !relation.has(field))
        return false;
    return field == TaskField::ErrorMessage
        || relation.columns[field].isSortable; // an error is sorted as text
}

namespace {

// What comes before the rest of the key.
QVector<keyset::SortColumn> leadingColumns(const TaskRelation &relation, TaskField field)
{
    using relationsql::expression;
    const auto plain = [&](TaskField of) {
        return keyset::SortColumn{expression(relation, of), relation.columns[of].sqlType,
                                  relation.columns[of].nullable};
    };
    const keyset::SortColumn id = plain(TaskField::Id);
    switch (field) {
    case TaskField::Id:
        return {id};
    case TaskField::Duration:
        // As float8, infinity minus infinity is NaN and not an error.
        return {{u"(extract(epoch FROM %1)::float8 - extract(epoch FROM %2)::float8)"_s.arg(
                     expression(relation, TaskField::UpdatedAt), expression(relation, TaskField::CreatedAt)),
                 u"float8"_s, true},
                id};
    case TaskField::ErrorMessage:
        return {
            {u"left(%1::text, %2)"_s.arg(expression(relation, field), QString::number(sortedErrorCharacters)),
             u"text"_s, true},
            id};
    default:
        break;
    }
    const QStringList byTime{relation.columns[field].name, relation.columns[TaskField::CreatedAt].name,
                             relation.columns[TaskField::Id].name};
    if (field != TaskField::CreatedAt && hasIndex(relation, byTime))
        return {plain(field), plain(TaskField::CreatedAt), id};
    return {plain(field), id};
}

} // namespace

QVector<keyset::SortColumn> sortColumns(const TaskRelation &relation, TaskField field)
{
    QVector<keyset::SortColumn> columns = leadingColumns(relation, field);
    for (const TaskColumn &column : relation.restOfKey) {
        const keyset::SortColumn next{relationsql::expression(column), column.sqlType, column.nullable};
        const bool isThere = std::any_of(columns.begin(), columns.end(), [&](const keyset::SortColumn &one) {
            return one.expression == next.expression;
        });
        if (!isThere)
            columns += next;
    }
    return columns;
}

bool isIndexed(const TaskRelation &relation, TaskField field)
{
    if (!relation.has(field) || field == TaskField::ErrorMessage || field == TaskField::Metadata)
        return false;
    const TaskColumn &column = relation.columns[field];
    const QString id = relation.columns[TaskField::Id].name;
    if (field == TaskField::Id)
        return hasIndex(relation, {id});
    // Of a time few rows are equal, so the server sorts the ties of an index without the id in passing.
    // Of a status millions are.
    if (column.family == TaskColumn::Family::Timestamp && hasIndex(relation, {column.name}))
        return true;
    return hasIndex(relation, {column.name, id})
        || hasIndex(relation, {column.name, relation.columns[TaskField::CreatedAt].name, id});
}

} // namespace watchbill::taskorder
