// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "demo/demo.h"

#include "demo/privatecluster.h"
#include "demo/workload.h"

#include <QDeadlineTimer>

using namespace std::chrono_literals;

namespace watchbill {

namespace {

constexpr qint64 historyTasks = 6'000;
constexpr int historyDays = 14;
constexpr auto stepInterval = 1s;
constexpr int mostDemos = 8; // at a time, each in its own folder

struct Server
{
    std::unique_ptr<PrivateCluster> cluster;
    QString connection;
};

// A folder that another program uses is left to it.
Result<Server> startServer()
{
    for (int instance = 0;; ++instance) {
        Server server;
        server.cluster = std::make_unique<PrivateCluster>(
            PrivateCluster::Options{PrivateCluster::defaultFolder(instance)});
        const auto connection = server.cluster->start();
        if (connection) {
            server.connection = *connection;
            return server;
        }
        if (connection.error().kind != TaskError::Kind::Conflict || instance + 1 == mostDemos)
            return Failure(connection.error());
    }
}

} // namespace

Demo::Demo(QObject *parent)
    : QObject(parent)
{
}

Demo::~Demo()
{
    if (!m_thread)
        return;
    {
        const QMutexLocker lock(&m_mutex);
        m_stopping = true;
        m_changed.wakeAll();
    }
    m_thread->wait();
}

void Demo::start()
{
    if (m_thread)
        return;
    m_thread.reset(QThread::create([this] { run(); }));
    m_thread->setObjectName(QStringLiteral("watchbill-demo"));
    m_thread->start();
}

void Demo::run()
{
    const auto server = startServer();
    if (!server) {
        Q_EMIT failed(server.error());
        return;
    }
    Workload workload(server->connection);
    if (const auto prepared = workload.prepare(historyTasks, historyDays); !prepared) {
        Q_EMIT failed(prepared.error());
        return;
    }
    ConnectionProfile profile;
    profile.connection = workload.connection();
    Q_EMIT started(profile);
    while (wait(stepInterval)) {
        if (const auto stepped = workload.step(std::chrono::duration<double>(stepInterval).count());
            !stepped) {
            Q_EMIT failed(stepped.error());
            return;
        }
    }
}

bool Demo::wait(std::chrono::milliseconds time)
{
    const QDeadlineTimer deadline(time);
    QMutexLocker lock(&m_mutex);
    while (!m_stopping && !deadline.hasExpired())
        m_changed.wait(&m_mutex, deadline);
    return !m_stopping;
}

} // namespace watchbill
