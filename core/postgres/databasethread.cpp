// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "postgres/databasethread.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QThreadPool>

#include <atomic>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

constexpr auto cancelInterval = std::chrono::milliseconds(50);

QString uniqueName(const QString &name)
{
    static std::atomic<int> counter = 0;
    return name + u'-' + QString::number(++counter);
}

} // namespace

DatabaseThread::DatabaseThread(const QString &name)
    : m_name(uniqueName(name))
    , m_cancelHandle(std::make_shared<CancelHandle>())
    , m_thread(QThread::create([this] { loop(); }))
{
    m_thread->setObjectName(name);
    m_thread->start();
}

DatabaseThread::~DatabaseThread()
{
    {
        const QMutexLocker lock(&m_mutex);
        m_stopping = true;
        cancelRunning();
        m_changed.wakeAll();
    }
    m_thread->wait();
}

void DatabaseThread::post(Job job)
{
    std::deque<Job> replaced;
    {
        const QMutexLocker lock(&m_mutex);
        if (job.topic != Topic::Each) {
            std::deque<Job> kept;
            for (Job &waiting : m_jobs)
                (waiting.topic == job.topic ? replaced : kept).push_back(std::move(waiting));
            m_jobs = std::move(kept);
            if (m_running == job.topic)
                cancelRunning();
        }
        m_jobs.push_back(std::move(job));
        m_changed.wakeAll();
    }
    for (const Job &one : replaced)
        one.abandon();
}

void DatabaseThread::cancel(Topic topic)
{
    std::deque<Job> dropped;
    {
        const QMutexLocker lock(&m_mutex);
        std::deque<Job> kept;
        for (Job &waiting : m_jobs)
            (waiting.topic == topic ? dropped : kept).push_back(std::move(waiting));
        m_jobs = std::move(kept);
        if (m_running == topic)
            cancelRunning();
    }
    for (const Job &one : dropped)
        one.abandon();
}

void DatabaseThread::cancelRunning()
{
    if (!m_running || m_runningCancelled)
        return;
    m_runningCancelled = true;
    m_cancelling = true;
    // Telling the server takes a round trip, which nobody here has to wait for. A request that comes
    // before the statement has arrived there is lost, so it is told again until the job is over.
    QThreadPool::globalInstance()->start([this] {
        QMutexLocker lock(&m_mutex);
        while (m_running) {
            lock.unlock();
            m_cancelHandle->cancel();
            lock.relock();
            if (m_running)
                m_changed.wait(&m_mutex, QDeadlineTimer(cancelInterval));
        }
        m_cancelling = false;
        m_changed.wakeAll();
    });
}

bool DatabaseThread::wasCancelled() const
{
    const QMutexLocker lock(&m_mutex);
    return m_runningCancelled;
}

TaskError DatabaseThread::cancelled()
{
    return {TaskError::Kind::Cancelled,
            QCoreApplication::translate("watchbill::DatabaseThread", "The request was cancelled."),
            {},
            {}};
}

void DatabaseThread::loop()
{
    Connection connection(m_name, m_cancelHandle);
    QMutexLocker lock(&m_mutex);
    while (true) {
        while (m_jobs.empty() && !m_stopping)
            m_changed.wait(&m_mutex);
        if (m_stopping)
            break;
        const Job job = std::move(m_jobs.front());
        m_jobs.pop_front();
        m_running = job.topic;
        m_runningCancelled = false;
        lock.unlock();
        job.perform(connection);
        lock.relock();
        m_running.reset();
        m_changed.wakeAll();
        while (m_cancelling)
            m_changed.wait(&m_mutex);
    }
    const std::deque<Job> left = std::move(m_jobs);
    lock.unlock();
    for (const Job &job : left)
        job.abandon();
}

} // namespace watchbill
