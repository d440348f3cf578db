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

// The server finds the ends of texts without looking at each character, where a separator tells them.
constexpr QChar separator(0x1f);
constexpr QChar nullWord(0x1e);

bool canBePacked(const QString &type)
{
    return type == "text"_L1 || type == "jsonb"_L1 || type == "json"_L1;
}

bool canBePacked(const std::optional<QString> &value)
{
    return !value || (!value->contains(separator) && !value->contains(nullWord));
}

// The elements as an array writes them.
QString unpacked(const QString &packed)
{
    QString array;
    const QStringList values = packed.split(separator);
    for (const QString &value : values) {
        if (!array.isEmpty())
            array += u',';
        addElement(array, value == nullWord ? std::nullopt : std::optional(value));
    }
    return array;
}

} // namespace

ValueTable::ValueTable(QVector<Column> columns)
    : m_columns(std::move(columns))
    , m_values(m_columns.size())
{
    for (qsizetype i = 0; i < m_columns.size(); ++i)
        m_values[i].isPacked = m_columns[i].hasArrays && canBePacked(m_columns[i].type);
}

void ValueTable::add(const QVector<std::optional<QString>> &row)
{
    Q_ASSERT(row.size() == m_columns.size());
    for (qsizetype i = 0; i < row.size(); ++i) {
        Values &values = m_values[i];
        if (values.isPacked && !canBePacked(row[i])) {
            values.isPacked = false;
            if (!m_isEmpty)
                values.elements = unpacked(values.elements);
        }
        if (!m_isEmpty)
            values.elements += values.isPacked ? separator : QChar(u',');
        if (!values.isPacked)
            addElement(values.elements, row[i]);
        else if (row[i])
            values.elements += *row[i];
        else
            values.elements += nullWord;
    }
    m_isEmpty = false;
}

// An empty text is a list without elements.
QString ValueTable::array(qsizetype column) const
{
    const Values &values = m_values[column];
    if (values.isPacked && !values.elements.isEmpty())
        return u"pg_catalog.string_to_array(%1,E'\\x1f',E'\\x1e')"_s.arg(sql::literal(values.elements));
    const QString elements = values.isPacked && !m_isEmpty ? unpacked(values.elements) : values.elements;
    return sql::literal(u'{' + elements + u'}',
                        m_columns[column].hasArrays ? m_columns[column].type + "[]"_L1 : u"text[]"_s);
}

// An element is read as a literal of its type is, which a cast from text need not do; so that is for those without arrays,
// and for JSON, where it does.
QString ValueTable::as(const QString &name) const
{
    QStringList names;
    QStringList values;
    bool isCast = false;
    qsizetype size = 1'000;
    for (qsizetype i = 0; i < m_columns.size(); ++i) {
        const Column &column = m_columns[i];
        const bool isText = !column.hasArrays || (m_values[i].isPacked && column.type != "text"_L1);
        names += column.name;
        values += isText ? u"%1::%2 AS %1"_s.arg(column.name, column.type) : column.name;
        isCast |= isText;
        size += m_values[i].elements.size();
    }
    // Appended to one text, as they may have megabytes.
    QString table = isCast ? "(SELECT "_L1 + values.join(u',') + " FROM unnest("_L1 : u"unnest("_s;
    table.reserve(size);
    for (qsizetype i = 0; i < m_columns.size(); ++i) {
        if (i > 0)
            table += u',';
        table += array(i);
    }
    table += ") AS "_L1 + name + u'(' + names.join(u',') + u')';
    if (isCast)
        table += ") AS "_L1 + name;
    return table;
}

} // namespace watchbill
