// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "testserver.h"

namespace watchbill {

/// Ends all connections to the database but the test's own.
inline void throwOut(TestDatabase &database)
{
    database.execute(QStringLiteral("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                                    "WHERE datname = current_database() AND pid <> pg_backend_pid()"));
}

/// While this object lives, the database refuses connections; those that were open are closed.
class Interruption
{
public:
    explicit Interruption(TestDatabase &database)
        : m_database(database)
    {
        allow(false);
        throwOut(m_database);
    }

    ~Interruption() { allow(true); }
    Q_DISABLE_COPY_MOVE(Interruption)

private:
    void allow(bool allowed)
    {
        m_elsewhere.execute(
            QStringLiteral("ALTER DATABASE %1 ALLOW_CONNECTIONS %2")
                .arg(m_database.name(), allowed ? QStringLiteral("true") : QStringLiteral("false")));
    }

    TestDatabase &m_database;
    TestDatabase m_elsewhere; // a database cannot be closed from within
};

} // namespace watchbill
