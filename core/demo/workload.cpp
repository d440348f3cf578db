// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "demo/workload.h"

#include <QFile>

using namespace Qt::StringLiterals;

// Resources of a static library are linked only where they are asked for.
static void initResources()
{
    Q_INIT_RESOURCE(sql);
}

namespace watchbill {

namespace {

const QString databaseName = u"watchbill_demo"_s;
constexpr auto fillLimit = std::chrono::minutes(15);

QString script(const QString &name)
{
    QFile file(u":/sql/"_s + name);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace

Workload::Workload(const QString &server)
    : m_server(server)
    , m_connectionString(server + " dbname="_L1 + databaseName)
{
    initResources();
}

Result<void> Workload::prepare(qint64 tasks, int days)
{
    const auto server = ConnectionSettings::parse(m_server);
    const auto database = ConnectionSettings::parse(m_connectionString);
    if (!server || !database)
        return Failure(server ? database.error() : server.error());
    m_connection.use(*server);
    for (const QString &statement : {u"DROP DATABASE IF EXISTS %1 WITH (FORCE)"_s, u"CREATE DATABASE %1"_s}) {
        if (const auto done = m_connection.executeAlone(statement.arg(databaseName)); !done)
            return done;
    }
    m_connection.use(*database);
    for (const QString &name : {u"schema.sql"_s, u"workload.sql"_s}) {
        if (const auto done = execute(script(name)); !done)
            return done;
    }
    if (const auto done = execute(u"SELECT watchbill_demo.fill(%1, interval '%2 days')"_s.arg(
            QString::number(tasks), QString::number(days)));
        !done)
        return done;
    // So that the planner knows what there is; autovacuum would take a minute to notice.
    return m_connection.executeAlone(u"VACUUM ANALYZE public.tasks"_s);
}

Result<void> Workload::step(double seconds)
{
    return execute(u"SELECT watchbill_demo.step(%1)"_s.arg(seconds));
}

Result<void> Workload::execute(const QString &statements)
{
    SessionSettings settings;
    settings.readOnly = false;
    settings.timeLimit = fillLimit;
    return m_connection.execute(settings, statements).map([](const Connection::Reply &) {});
}

} // namespace watchbill
