// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "postgres/connection.h"

namespace watchbill {

/// A simulation of an application that generates and refines concepts: a history of tasks, and a steady
/// stream of them from pending over processing to completed or failed, a few of which get stuck. What it
/// does is written in resources/sql/workload.sql; it needs a database of its own. Blocks.
class Workload
{
public:
    /// `server` is a superuser's connection string; the database is made by prepare().
    explicit Workload(const QString &server);

    /// The connection string of the database.
    QString connection() const { return m_connectionString; }

    /// A new database with the reference schema and this many tasks of the last days.
    Result<void> prepare(qint64 tasks, int days);

    /// Simulates that much time.
    Result<void> step(double seconds);

private:
    Result<void> execute(const QString &statements);

    const QString m_server;
    const QString m_connectionString;
    Connection m_connection;
};

} // namespace watchbill
