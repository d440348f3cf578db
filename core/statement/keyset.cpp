// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "statement/keyset.h"

#include "postgres/sqltext.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace watchbill::keyset {

namespace {

QString valueOf(const SortColumn &column, const std::optional<QString> &value)
{
    return sql::literal(*value, column.type);
}

QString equals(const SortColumn &column, const std::optional<QString> &value)
{
    return value ? column.expression + " = "_L1 + valueOf(column, value) : column.expression + " IS NULL"_L1;
}

// (a, b, id) > (x, y, z): one range of an index. It is never true where a column that decides is NULL.
QString rowComparison(const QVector<SortColumn> &columns, const SortKey &key, const QString &sign)
{
    QStringList left;
    QStringList right;
    for (int i = 0; i < columns.size(); ++i) {
        left += columns[i].expression;
        right += valueOf(columns[i], key.values[i]);
    }
    return u'(' + left.join(u',') + ") "_L1 + sign + " ("_L1 + right.join(u',') + u')';
}

// a >= x AND (a > x OR (a = x AND (b > y OR …))): the same rows.
QString comparisonByColumn(const QVector<SortColumn> &columns, const SortKey &key, const QString &strict,
                           const QString &lastSign)
{
    const auto compared = [&](int i, const QString &sign) {
        return columns[i].expression + u' ' + sign + u' ' + valueOf(columns[i], key.values[i]);
    };
    const int last = int(columns.size()) - 1;
    QString condition = compared(last, lastSign);
    for (int i = last - 1; i >= 0; --i)
        condition =
            u'(' + compared(i, strict) + " OR ("_L1 + compared(i, u"="_s) + " AND "_L1 + condition + "))"_L1;
    return last == 0 ? condition : compared(0, strict + u'=') + " AND "_L1 + condition;
}

// Conditions on one column for rows after a value, given that the columns before it are equal.
QStringList afterValue(const SortColumn &column, const std::optional<QString> &value, const QString &sign,
                       Qt::SortOrder order)
{
    if (!value)
        return order == Qt::AscendingOrder ? QStringList()
                                           : QStringList(column.expression + " IS NOT NULL"_L1);
    QStringList conditions{column.expression + u' ' + sign + u' ' + valueOf(column, value)};
    if (column.nullable && order == Qt::AscendingOrder)
        conditions += column.expression + " IS NULL"_L1;
    return conditions;
}

// The conditions that begin with "the columns before i are equal to the key".
QStringList differingAt(int i, const QVector<SortColumn> &columns, const SortKey &key, const QString &sign,
                        Qt::SortOrder order)
{
    QStringList prefix;
    for (int before = 0; before < i; ++before)
        prefix += equals(columns[before], key.values[before]);
    QStringList conditions;
    for (const QString &last : afterValue(columns[i], key.values[i], sign, order))
        conditions += (prefix + QStringList(last)).join(" AND "_L1);
    return conditions;
}

} // namespace

QString orderBy(const QVector<SortColumn> &columns, Qt::SortOrder order)
{
    QStringList parts;
    for (const SortColumn &column : columns)
        parts += column.expression + (order == Qt::AscendingOrder ? " ASC"_L1 : " DESC"_L1);
    return parts.join(", "_L1);
}

bool fits(const QVector<SortColumn> &columns, const SortKey &key)
{
    return key.values.size() == columns.size()
        && std::equal(columns.begin(), columns.end(), key.values.begin(),
                      [](const SortColumn &column, const auto &value) { return value || column.nullable; });
}

QStringList following(const QVector<SortColumn> &columns, const SortKey &key, Qt::SortOrder order,
                      bool inclusive, Form form)
{
    const int last = int(columns.size()) - 1;
    const QString strict = order == Qt::AscendingOrder ? u">"_s : u"<"_s;
    const QString lastSign = inclusive ? strict + u'=' : strict;
    const bool hasNull =
        std::any_of(key.values.begin(), key.values.end(), [](const auto &value) { return !value; });

    QStringList conditions;
    if (!hasNull) {
        conditions += form == Form::Rows ? rowComparison(columns, key, lastSign)
                                         : comparisonByColumn(columns, key, strict, lastSign);
        if (order == Qt::DescendingOrder)
            return conditions; // NULLs come before every value
        for (int i = 0; i <= last; ++i) {
            if (columns[i].nullable)
                conditions += differingAt(i, columns, key, strict, order).mid(1);
        }
        return conditions;
    }
    for (int i = last; i >= 0; --i)
        conditions += differingAt(i, columns, key, i == last ? lastSign : strict, order);
    return conditions;
}

} // namespace watchbill::keyset
