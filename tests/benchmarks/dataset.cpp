// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "dataset.h"

#include "libpqbaseline.h"

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

QString Dataset::withRows(qint64 rows)
{
    const QString name = u"tasks_%1"_s.arg(rows);
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
    {
        Libpq database(connection);
        database.execute(script(u"schema.sql"_s));
        database.execute(script(u"workload.sql"_s));
        database.execute(u"CREATE EXTENSION pg_stat_statements"_s);
        database.execute(u"SELECT setseed(0.5)"_s);
        database.execute(u"SELECT watchbill_demo.fill(%1, interval '%2 days')"_s.arg(rows).arg(days));
        database.execute(u"VACUUM (ANALYZE, FREEZE) public.tasks"_s);
    }
    server.execute(u"CHECKPOINT"_s);
    server.execute(u"COMMENT ON DATABASE %1 IS 'complete'"_s.arg(name));
    std::fprintf(stderr, "… in %lld s.\n", timer.elapsed() / 1000);
    return connection;
}

ConnectionProfile profileFor(const QString &connection)
{
    ConnectionProfile profile;
    profile.connection = connection;
    return profile;
}

} // namespace watchbill::bench
