// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "statement/taskorder.h"

#include "postgres/sqltext.h"
#include "source/relationsql.h"
#include "statement/keyorder.h"

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

bool canSort(const TaskRelation &relation, const TaskSort &sort)
{
    return sort.field == TaskField::Metadata ? keyorder::column(relation, sort.path).has_value()
                                             : canSort(relation, sort.field);
}

// As float8, no difference of times is out of range. extract() would go by way of numeric, which takes longer.
QString duration(const TaskRelation &relation, const QString &moment)
{
    using relationsql::expression;
    const QStringList active{sql::literal(TaskStatus(TaskStatus::Kind::Pending).toText()),
                             sql::literal(TaskStatus(TaskStatus::Kind::Processing).toText())};
    return u"(CASE WHEN NOT isfinite(%1) THEN NULL WHEN %3::text IN (%4) THEN %5 - date_part('epoch', %1) "
           "WHEN isfinite(%2) THEN date_part('epoch', %2) - date_part('epoch', %1) END)"_s.arg(
               expression(relation, TaskField::CreatedAt), expression(relation, TaskField::UpdatedAt),
               expression(relation, TaskField::Status), active.join(u','), moment);
}

namespace {

keyset::SortColumn sortColumn(const TaskColumn &column)
{
    return {relationsql::comparable(column), column.isSortable ? column.sqlType : u"text"_s, column.nullable};
}

// As it is shown: of unfinished tasks until now.
QVector<keyset::SortColumn> durationColumns(const TaskRelation &relation,
                                            const std::optional<SortKey> &following)
{
    const auto given = following ? following->values.value(0) : std::nullopt;
    const QString moment = given ? sql::literal(*given, u"float8"_s) : u"date_part('epoch', now())"_s;
    return {{moment, u"float8"_s, false}, {duration(relation, moment), u"float8"_s, true}};
}

// What comes before the rest of the key.
QVector<keyset::SortColumn> leadingColumns(const TaskRelation &relation, TaskField field,
                                           const std::optional<SortKey> &following)
{
    using relationsql::expression;
    const auto plain = [&](TaskField of) { return sortColumn(relation.columns[of]); };
    const keyset::SortColumn id = plain(TaskField::Id);
    switch (field) {
    case TaskField::Id:
        return {id};
    case TaskField::Duration:
        return durationColumns(relation, following) << id;
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

// The order by a key continues as its index does.
QVector<keyset::SortColumn> keyColumns(const TaskRelation &relation, const QStringList &path)
{
    QVector<keyset::SortColumn> columns;
    if (const auto key = keyorder::column(relation, path))
        columns += *key;
    if (keyorder::goesOnWithCreated(relation, path))
        columns += sortColumn(relation.columns[TaskField::CreatedAt]);
    return columns << sortColumn(relation.columns[TaskField::Id]);
}

QVector<keyset::SortColumn> withRestOfKey(QVector<keyset::SortColumn> columns, const TaskRelation &relation)
{
    for (const TaskColumn &column : relation.restOfKey) {
        const keyset::SortColumn next = sortColumn(column);
        const bool isThere = std::any_of(columns.begin(), columns.end(), [&](const keyset::SortColumn &one) {
            return one.expression == next.expression;
        });
        if (!isThere)
            columns += next;
    }
    return columns;
}

} // namespace

QVector<keyset::SortColumn> sortColumns(const TaskRelation &relation, TaskField field,
                                        const std::optional<SortKey> &following)
{
    return withRestOfKey(leadingColumns(relation, field, following), relation);
}

QVector<keyset::SortColumn> sortColumns(const TaskRelation &relation, const TaskSort &sort,
                                        const std::optional<SortKey> &following)
{
    return sort.field == TaskField::Metadata ? withRestOfKey(keyColumns(relation, sort.path), relation)
                                             : sortColumns(relation, sort.field, following);
}

std::optional<Timestamp> asOf(TaskField field, const SortKey &key)
{
    if (field != TaskField::Duration || !key.values.value(0))
        return std::nullopt;
    bool isNumber = false;
    const double seconds = key.values[0]->toDouble(&isNumber);
    return isNumber ? std::optional(Timestamp(qRound64(seconds * 1'000'000))) : std::nullopt;
}

bool isIndexed(const TaskRelation &relation, TaskField field)
{
    if (!relation.has(field) || field == TaskField::ErrorMessage || field == TaskField::Metadata)
        return false;
    const TaskColumn &column = relation.columns[field];
    const QString id = relation.columns[TaskField::Id].name;
    if (field == TaskField::Id)
        return hasIndex(relation, {id});
    // Few rows have equal times, so the server sorts the ties of an index without the id in passing.
    // Millions have equal statuses.
    if (column.family == TaskColumn::Family::Timestamp && hasIndex(relation, {column.name}))
        return true;
    return hasIndex(relation, {column.name, id})
        || hasIndex(relation, {column.name, relation.columns[TaskField::CreatedAt].name, id});
}

bool isIndexed(const TaskRelation &relation, const TaskSort &sort)
{
    return sort.field == TaskField::Metadata ? keyorder::isIndexed(relation, sort.path)
                                             : isIndexed(relation, sort.field);
}

} // namespace watchbill::taskorder
