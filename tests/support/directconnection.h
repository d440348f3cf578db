// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QStringList>
#include <QVector>

struct pg_conn;

namespace watchbill {

/// A test's own way to a server: by libpq, with none of our code in between. What goes wrong ends the test
/// program with the server's words: a test that cannot prepare its data has nothing to say.
class DirectConnection
{
public:
    explicit DirectConnection(const QString &connection);
    ~DirectConnection();
    Q_DISABLE_COPY_MOVE(DirectConnection)

    /// A row is its values as text; NULL is a null string.
    using Rows = QVector<QStringList>;

    /// In one transaction unless the statements say otherwise; the rows of the last one.
    Rows execute(const QString &statements);

    /// The first value of the first row.
    QString value(const QString &statement);

private:
    pg_conn *m_handle;
};

} // namespace watchbill
