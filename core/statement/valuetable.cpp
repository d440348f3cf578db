// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "statement/valuetable.h"

#include "postgres/sqltext.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

// Written in place: a value may have megabytes.
void addElement(QString &array, const std::optional<QString> &value)
{
    if (!value) {
        array += "NULL"_L1;
        return;
    }
    const auto isQuoted = [](QChar c) { return c == u'\\' || c == u'"'; };
    const qsizetype quoted = std::count_if(value->begin(), value->end(), isQuoted);
    const qsizetype begin = array.size();
    array.resize(begin + value->size() + quoted + 2);
    QChar *end = array.data() + begin;
    *end++ = u'"';
    for (const QChar c : *value) {
        if (isQuoted(c))
            *end++ = u'\\';
        *end++ = c;
    }
    *end = u'"';
}

} // namespace

ValueTable::ValueTable(QVector<Column> columns)
    : m_columns(std::move(columns))
    , m_arrays(m_columns.size())
{
}

void ValueTable::add(const QVector<std::optional<QString>> &row)
{
    Q_ASSERT(row.size() == m_columns.size());
    for (qsizetype i = 0; i < row.size(); ++i) {
        if (!m_isEmpty)
            m_arrays[i] += u',';
        addElement(m_arrays[i], row[i]);
    }
    m_isEmpty = false;
}

// An element is read as a literal of its type is, which a cast from text need not do; so that is for those without arrays.
QString ValueTable::as(const QString &name) const
{
    QStringList arrays;
    QStringList names;
    QStringList values;
    bool isCast = false;
    for (qsizetype i = 0; i < m_columns.size(); ++i) {
        const Column &column = m_columns[i];
        arrays +=
            sql::literal(u'{' + m_arrays[i] + u'}', column.hasArrays ? column.type + "[]"_L1 : u"text[]"_s);
        names += column.name;
        values += column.hasArrays ? column.name : u"%1::%2 AS %1"_s.arg(column.name, column.type);
        isCast |= !column.hasArrays;
    }
    const QString table = u"unnest(%1) AS %2(%3)"_s.arg(arrays.join(u','), name, names.join(u','));
    return isCast ? u"(SELECT %1 FROM %2) AS %3"_s.arg(values.join(u','), table, name) : table;
}

} // namespace watchbill
