// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "testserver.h"

#include "testcluster.h"

#include <QCoreApplication>
#include <QStringList>

#include <memory>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

class Server
{
public:
    QString connection(const QString &database, const QString &user) const
    {
        return m_cluster.connection(user, database);
    }

    QString createDatabase(SetUp setUp)
    {
        const QString name = u"test_%1"_s.arg(++m_databases);
        // The way of before PostgreSQL 15, which is the quicker one where nothing is written through to the disk.
        m_superuser.execute(u"CREATE DATABASE %1 TEMPLATE %2%3"_s.arg(
            name, prepared(setUp), m_hasStrategies ? " STRATEGY file_copy"_L1 : ""_L1));
        return name;
    }

    void dropDatabase(const QString &name)
    {
        m_superuser.execute(u"DROP DATABASE %1 WITH (FORCE)"_s.arg(name));
    }

private:
    // A copy of a prepared database takes a fraction of running the set-up again.
    QString prepared(SetUp setUp)
    {
        if (setUp == SetUp::Empty)
            return u"template1"_s;
        const QString name = setUp == SetUp::Reference ? u"watchbill_reference"_s : u"watchbill_supabase"_s;
        if (!m_prepared.contains(name)) {
            m_superuser.execute(u"CREATE DATABASE "_s + name);
            DirectConnection(connection(name, {})).execute(scriptOf(setUp));
            m_prepared += name;
        }
        return name;
    }

    TestCluster m_cluster;
    DirectConnection m_superuser{m_cluster.connection()};
    const bool m_hasStrategies =
        m_superuser.value(u"SELECT current_setting('server_version_num')::int >= 150000"_s) == "t"_L1;
    QStringList m_prepared;
    int m_databases = 0;
};

Server &server()
{
    static std::unique_ptr<Server> instance;
    if (!instance) {
        instance = std::make_unique<Server>();
        // While there still is an application: stopping needs one.
        qAddPostRoutine([] { instance.reset(); });
    }
    return *instance;
}

} // namespace

TestDatabase::TestDatabase(SetUp setUp)
    : m_name(server().createDatabase(setUp))
    , m_connection(connection())
{
}

TestDatabase::~TestDatabase()
{
    server().dropDatabase(m_name);
}

QString TestDatabase::connection(const QString &user) const
{
    return server().connection(m_name, user);
}

ConnectionProfile TestDatabase::profile(const QString &user) const
{
    ConnectionProfile profile;
    profile.connection = connection(user);
    return profile;
}

TestDatabase::Rows TestDatabase::execute(const QString &statements)
{
    return m_connection.execute(statements);
}

QString TestDatabase::value(const QString &statement)
{
    return m_connection.value(statement);
}

void TestDatabase::reportChanges()
{
    execute(u"SELECT pg_stat_force_next_flush()"_s);
}

void TestDatabase::analyze(const QString &relation)
{
    reportChanges();
    execute(u"VACUUM (ANALYZE) "_s + relation);
}

} // namespace watchbill
