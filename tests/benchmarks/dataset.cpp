// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "dataset.h"

#include "libpqbaseline.h"
#include "postgres/connectionsettings.h"

#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>

#include <cstdio>

using namespace Qt::StringLiterals;

static void initResources()
{
    Q_INIT_RESOURCE(sql);
}

namespace watchbill::bench {

namespace {

constexpr int days = 30;
constexpr int months = 24;

QString script(const QString &name)
{
    QFile file(u":/sql/"_s + name);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s is missing in the program.", qPrintable(name));
    return QString::fromUtf8(file.readAll());
}

} // namespace

Dataset::Dataset()
    : m_cluster(
        {folder(),
         {u"shared_buffers=1GB"_s, u"max_wal_size=8GB"_s, u"work_mem=64MB"_s,
          u"shared_preload_libraries=pg_stat_statements"_s, u"pg_stat_statements.track_planning=on"_s}})
{
    initResources();
}

// Beside the demo's, whose place is one that root can lend to the server's account, too.
QString Dataset::folder()
{
    return QFileInfo(PrivateCluster::defaultFolder()).absolutePath() + "/watchbill-bench"_L1;
}

void Dataset::start()
{
    const auto server = m_cluster.start();
    if (!server)
        qFatal("%s\n%s", qPrintable(server.error().message), qPrintable(server.error().serverText));
    m_server = *server;
}

QString Dataset::keep(const QString &name, qint64 rows,
                      const std::function<void(const QString &connection)> &fill)
{
    const QString connection = m_server + " dbname="_L1 + name;
    Libpq server(m_server);
    // The remark is made last: what was interrupted has none.
    const QString remark = server.value(
        u"SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = '%1'"_s.arg(name));
    if (remark == "complete"_L1)
        return connection;

    std::fprintf(stderr, "Making %lld tasks, which are kept in %s …\n", rows, qPrintable(folder()));
    QElapsedTimer timer;
    timer.start();
    server.execute(u"DROP DATABASE IF EXISTS "_s + name);
    server.execute(u"CREATE DATABASE "_s + name);
    fill(connection);
    server.execute(u"CHECKPOINT"_s);
    server.execute(u"COMMENT ON DATABASE %1 IS 'complete'"_s.arg(name));
    std::fprintf(stderr, "… in %lld s.\n", timer.elapsed() / 1000);
    return connection;
}

QString Dataset::withRows(qint64 rows)
{
    return keep(u"tasks_%1"_s.arg(rows), rows, [rows](const QString &connection) {
        Libpq database(connection);
        database.execute(script(u"schema.sql"_s));
        database.execute(script(u"workload.sql"_s));
        database.execute(u"CREATE EXTENSION pg_stat_statements"_s);
        database.execute(u"SELECT setseed(0.5)"_s);
        database.execute(u"SELECT watchbill_demo.fill(%1, interval '%2 days')"_s.arg(rows).arg(days));
        database.execute(u"VACUUM (ANALYZE, FREEZE) public.tasks"_s);
    });
}

QString Dataset::divided(qint64 rows, Parts parts)
{
    const bool isSharded = parts == Parts::Shards;
    const QString columns =
        u"(id uuid NOT NULL, user_id uuid NOT NULL, type text NOT NULL, status text NOT NULL, "
        "created_at timestamptz NOT NULL, updated_at timestamptz, error_message text)"_s;
    const auto name = [=](const QString &what) { return u"%1_%2"_s.arg(what).arg(rows); };
    const QStringList shards = isSharded ? QStringList{name(u"shard0"_s), name(u"shard1"_s)} : QStringList();
    // A month has an equal share of the rows.
    const auto fill = [=](Libpq &database, const QString &table, int month) {
        database.execute(
            u"CREATE TABLE %1 %2; INSERT INTO %1 SELECT gen_random_uuid(), gen_random_uuid(), 'type ' || i % 7, "
            "(ARRAY['completed', 'failed', 'pending'])[1 + i % 3], '2024-01-01Z'::timestamptz + interval '%3 months' "
            "+ i * interval '28 days' / %4, now() FROM generate_series(0, %4 - 1) i; "
            "ALTER TABLE %1 ADD PRIMARY KEY (created_at, id); ANALYZE %1"_s.arg(table, columns)
                .arg(month)
                .arg(rows / months));
    };
    for (int i = 0; i < shards.size(); ++i)
        keep(shards[i], rows / 2, [=](const QString &connection) {
            Libpq database(connection);
            for (int month = i; month < months; month += 2)
                fill(database, u"tasks_%1"_s.arg(month), month);
        });
    const QString connection =
        keep(name(isSharded ? u"shards"_s : u"months"_s), rows, [=, this](const QString &made) {
            Libpq database(made);
            database.execute(u"CREATE TABLE tasks %1 PARTITION BY RANGE (created_at)"_s.arg(columns));
            if (isSharded)
                database.execute(u"CREATE EXTENSION postgres_fdw"_s);
            const auto server = ConnectionSettings::parse(m_server)->values();
            for (int i = 0; i < shards.size(); ++i)
                database.execute(
                    u"CREATE SERVER s%1 FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '%2', port '%3', dbname '%4'); "
                    "CREATE USER MAPPING FOR CURRENT_USER SERVER s%1 OPTIONS (user '%5', password '%6')"_s
                        .arg(QString::number(i), server[u"host"_s], server[u"port"_s], shards[i],
                             server[u"user"_s], server[u"password"_s]));
            for (int month = 0; month < months; ++month) {
                const QString bounds = u"FROM ('2024-01-01Z'::timestamptz + interval '%1 months') "
                                       "TO ('2024-01-01Z'::timestamptz + interval '%2 months')"_s.arg(
                                           QString::number(month), QString::number(month + 1));
                const QString table = u"tasks_%1"_s.arg(month);
                if (isSharded) {
                    database.execute(
                        u"CREATE FOREIGN TABLE %1 PARTITION OF tasks FOR VALUES %2 SERVER s%3"_s.arg(
                            table, bounds, QString::number(month % 2)));
                    continue;
                }
                fill(database, table, month);
                database.execute(u"ALTER TABLE tasks ATTACH PARTITION %1 FOR VALUES %2"_s.arg(table, bounds));
            }
            if (!isSharded)
                database.execute(u"ALTER TABLE tasks ADD PRIMARY KEY (created_at, id); ANALYZE tasks"_s);
        });
    // The server's socket is in another folder each time.
    const auto server = ConnectionSettings::parse(m_server)->values();
    for (int i = 0; i < shards.size(); ++i)
        Libpq(connection)
            .execute(u"ALTER SERVER s%1 OPTIONS (SET host '%2', SET port '%3')"_s.arg(
                QString::number(i), server[u"host"_s], server[u"port"_s]));
    return connection;
}

ConnectionProfile profileFor(const QString &connection)
{
    ConnectionProfile profile;
    profile.connection = connection;
    return profile;
}

} // namespace watchbill::bench
