// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "testcluster.h"

namespace watchbill {

/// A fresh database for one test, on a private PostgreSQL server that belongs to the test program: it is
/// started for the first of them and stopped when the program ends. There is no TCP port.
///
/// A mistake in a set-up ends the program with the server's words: a test that cannot prepare its data
/// has nothing to say.
class TestDatabase
{
public:
    using SetUp = watchbill::SetUp;
    using Rows = DirectConnection::Rows;

    explicit TestDatabase(SetUp setUp = SetUp::Empty);
    ~TestDatabase(); // ends whatever is still connected to it
    TestDatabase(const TestDatabase &) = delete;
    TestDatabase &operator=(const TestDatabase &) = delete;

    const QString &name() const { return m_name; }

    /// For libpq. The superuser is "watchbill"; every role may log in without a password.
    QString connection(const QString &user = {}) const;

    /// The same, with public.tasks.
    ConnectionProfile profile(const QString &user = {}) const;

    /// Runs statements on a connection of its own, as the superuser, in one transaction unless they say
    /// otherwise; the rows of the last one.
    Rows execute(const QString &statements);

    /// The first value of the first row.
    QString value(const QString &statement);

    /// What was executed before counts in the server's statistics from now on. A session tells it once a second only.
    void reportChanges();

    /// The server counts as later changes all that are reported after it, whenever they were made.
    void analyze(const QString &relation);

private:
    QString m_name;
    DirectConnection m_connection;
};

} // namespace watchbill
