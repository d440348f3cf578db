// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "directconnection.h"
#include "profile/connectionprofile.h"

#include <memory>

namespace watchbill {

class PrivateCluster;

/// What a test's database has in it.
enum class SetUp {
    Empty,
    Reference, // resources/sql/schema.sql: public.tasks with its indexes, no row security
    Supabase, // tests/support/supabase.sql: its roles, the schema auth, public.tasks with row security
};

/// A PostgreSQL server of the test's own, which it may stop, start again in place, replicate and promote. It is
/// reached by a socket; who needs TCP puts a LinkProxy in front. It ends with this object, and what a crash left
/// behind is ended by the program's next run.
///
/// Calls that take time handle events meanwhile. What goes wrong ends the test program.
class TestCluster
{
public:
    /// As pg_ctl has them: ends all connections, or stops as if it had crashed.
    enum class Stop { Fast, Immediate };

    explicit TestCluster(SetUp setUp = SetUp::Empty); // of the database postgres
    ~TestCluster();
    Q_DISABLE_COPY_MOVE(TestCluster)

    /// A hot standby of that server, which is down for a moment to be copied.
    static std::unique_ptr<TestCluster> standbyOf(TestCluster &primary);

    /// For libpq. The superuser is "watchbill"; every role may log in without a password.
    QString connection(const QString &user = {}, const QString &database = {}) const;

    /// The same, with public.tasks.
    ConnectionProfile profile(const QString &user = {}) const;

    void stop(Stop how);
    void start(); // again, in the same place

    /// Makes a primary of a standby. Returns when it takes writes.
    void promote();

    /// Returns when this standby has all that the other server has now.
    void catchUpWith(const TestCluster &primary) const;

    /// As the superuser, on a new connection each time.
    DirectConnection::Rows execute(const QString &statements) const;
    QString value(const QString &statement) const;

private:
    struct StandbyOf
    {
        TestCluster &primary;
    };

    explicit TestCluster(StandbyOf origin);

    void launch(const QStringList &settings);
    void control(const QStringList &arguments) const;
    void copyDataTo(const QString &folder) const;
    void copyData(const QString &data, const QString &folder) const;
    void runAsServer(const QString &program, const QStringList &arguments) const;

    const QString m_folder;
    std::unique_ptr<PrivateCluster> m_cluster;
    QString m_connection;
};

/// The SQL of a set-up; none for Empty.
QString scriptOf(SetUp setUp);

/// A file of resources/sql, by its name without the suffix.
QString readSql(const QString &name);

} // namespace watchbill
