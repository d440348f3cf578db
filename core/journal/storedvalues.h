// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/timestamp.h"

#include <QByteArray>
#include <QDataStream>
#include <QStringList>

#include <optional>

class QSqlQuery;

namespace watchbill {

/// Values as the journal's file holds them. Texts are stored as bytes: SQLite would change an unpaired surrogate, which
/// represents a byte that is not a character.
namespace stored {

constexpr auto streamVersion = QDataStream::Qt_6_0; // a part of the file's format

QByteArray bytes(const QString &text);
QByteArray bytes(const QStringList &list);

} // namespace stored

/// Reads the values of a statement's row, column after column.
class StoredRow
{
public:
    explicit StoredRow(const QSqlQuery &query)
        : m_query(query)
    {
    }

    qint64 number();
    Timestamp time();
    std::optional<Timestamp> timeIfAny();
    QString text();
    QStringList list();

    /// One of an enumeration's values, which are 1 to its last.
    template<typename Enum>
    Enum oneOf(Enum last)
    {
        const qint64 value = number();
        m_isDamaged = m_isDamaged || value < 1 || value > qint64(last);
        return Enum(value);
    }

    template<typename Enum>
    std::optional<Enum> oneOfIfAny(Enum last)
    {
        if (!isNull())
            return oneOf(last);
        ++m_column;
        return std::nullopt;
    }

    /// Whether some value was not one that is ever written.
    bool isDamaged() const { return m_isDamaged; }

private:
    bool isNull() const;
    template<typename T>
    T read();

    const QSqlQuery &m_query;
    int m_column = 0;
    bool m_isDamaged = false;
};

} // namespace watchbill
