// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStringList>
#include <QVector>

#include <optional>

namespace watchbill {

/// Rows of values as a table that a statement can read. The server reads an array for each column several times as quickly as
/// a literal for each value.
class ValueTable
{
public:
    struct Column
    {
        QString name;
        QString type; // as SQL
        bool hasArrays = true; // of which unnest() makes one column; lists, composites and boxes have none
    };

    explicit ValueTable(QVector<Column> columns);

    /// A value for each column, as a text that its type reads; std::nullopt for NULL. See sql::literal().
    void add(const QVector<std::optional<QString>> &row);

    bool isEmpty() const { return m_isEmpty; }

    /// The table for a FROM clause, under this name.
    QString as(const QString &name) const;

private:
    struct Values
    {
        QString elements; // packed, or as an array writes them
        bool isPacked = false; // with a separator between them, so that none needs quoting
    };

    QString array(qsizetype column) const;

    QVector<Column> m_columns;
    QVector<Values> m_values; // for each column
    bool m_isEmpty = true;
};

} // namespace watchbill
