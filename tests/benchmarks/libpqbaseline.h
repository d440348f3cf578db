// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QStringList>
#include <QVector>

#include <chrono>

struct pg_conn;

namespace watchbill::bench {

/// What the bare client library does: the yardstick. A statement that fails ends the benchmark.
class Libpq
{
public:
    /// Tries again for so long: a server that serves one connection may not have noticed yet that the last one ended.
    explicit Libpq(const QString &connection,
                   std::chrono::milliseconds patience = std::chrono::milliseconds::zero());
    ~Libpq();
    Q_DISABLE_COPY_MOVE(Libpq)

    /// Connects and no more.
    static void connect(const QString &connection);

    /// PQexec, and nothing made of the rows.
    void execute(const QString &statements);

    /// PQexec, and each value looked at once.
    void fetch(const QString &statement);

    QVector<QStringList> rows(const QString &statement);
    QString value(const QString &statement) { return rows(statement).value(0).value(0); }

private:
    pg_conn *m_connection;
};

} // namespace watchbill::bench
