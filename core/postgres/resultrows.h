// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/timestamp.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>
#include <QStringList>

#include <optional>

struct pg_result;

namespace watchbill {

/// The rows of one statement's answer, read by position straight from libpq: no QVariant on the way
/// and no catalogue query for a column's name. Valid only while its statement is being handled.
class ResultRows
{
public:
    explicit ResultRows(const pg_result *result);

    int count() const { return m_count; }
    int columns() const;
    QString columnName(int column) const;

    bool isNull(int row, int column) const;

    /// A byte that is not UTF-8, which only a database without an encoding has, becomes U+DC80 to U+DCFF, and
    /// sql::literal() turns it back: keys and ids stay what they are.
    QString text(int row, int column) const;
    static QString textOf(QByteArrayView bytes);
    QByteArrayView view(int row, int column) const; // while the rows are there; empty for NULL
    QByteArray bytes(int row, int column) const;
    qint64 integer(int row, int column) const; // 0 for NULL
    bool boolean(int row, int column) const; // false for NULL

    std::optional<QString> optionalText(int row, int column) const;
    std::optional<QByteArray> optionalBytes(int row, int column) const;
    QStringList texts(int row, int column) const; // of a list in JSON
    std::optional<Timestamp> optionalTimestamp(int row, int column) const; // of a microsecond bigint
    std::optional<Timestamp> optionalSentTimestamp(int row, int column) const; // of timestamptz_send()
    static Timestamp sentTimestamp(QByteArrayView text); // likewise, as bytea_output hex writes it

private:
    const pg_result *m_result;
    int m_count;
};

} // namespace watchbill
