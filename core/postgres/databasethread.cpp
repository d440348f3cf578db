// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "postgres/databasethread.h"

#include "postgres/detachedthread.h"

#include <QCoreApplication>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <utility>
#include <vector>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace watchbill {

namespace {

using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

constexpr auto cancelInterval = 50ms; // between two requests to cancel one job
constexpr auto longestCancel = 2s; // that the next work waits for a request that is under way
constexpr auto tick = 250ms;
constexpr auto doubtAfter = 5s; // of silence
constexpr auto longestProbe = 4s;
static_assert(doubtAfter + longestProbe + tick < DatabaseThread::longestDoubt);
constexpr auto leavingGrace = 300ms; // for the cancel request to reach the server

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::DatabaseThread)
};

TaskError cancellation()
{
    return {TaskError::Kind::Cancelled, Texts::tr("The request was cancelled."), {}, {}};
}

TaskError silent(const ConnectionHandle::Wait &wait)
{
    const auto seconds = std::chrono::floor<std::chrono::seconds>(wait.silence).count();
    return {TaskError::Kind::Connection,
            wait.isOpening
                ? Texts::tr("Cannot connect: the server did not answer for %1 s.").arg(seconds)
                : Texts::tr("The connection to the server was closed: no answer for %1 s.").arg(seconds),
            {},
            {}};
}

} // namespace

// Work that a thread is at. All of it is guarded by the mutex of what is shared.
struct DatabaseThread::Running
{
    Job job;
    std::shared_ptr<ConnectionHandle> handle;
    bool isCancelled = false;
    bool isTelling = false; // a request to cancel is on its way and must not hit the next work
    bool isOver = false; // or left behind
    bool isLeft = false; // its thread is not ours any more
    bool isBrokenOff = false;
    std::optional<Clock::time_point> probedAt = {};
    std::optional<bool> isReached = {}; // as the probe says
};

struct DatabaseThread::Shared : std::enable_shared_from_this<DatabaseThread::Shared>
{
    // With the mutex held.
    void begin();
    std::vector<Job> cancel(std::optional<Topic> topic);
    void cancelRunning();
    void leave(const std::shared_ptr<Running> &one, const TaskError &reason);
    std::optional<TaskError> trouble(const std::shared_ptr<Running> &one);
    void probe(const std::shared_ptr<Running> &one, const ConnectionHandle::Wait &wait);
    bool isOpening() const;

    // What the threads do.
    void work();
    void attend();
    void tellServer(const std::shared_ptr<Running> &one);

    std::mutex mutex;
    std::condition_variable changed;
    std::deque<Job> jobs;
    std::shared_ptr<Running> running;
    std::optional<Clock::time_point> stoppedAt;
    bool hasWorker = false;
    bool hasAttendant = false;
};

DatabaseThread::DatabaseThread()
    : m_shared(std::make_shared<Shared>())
{
}

DatabaseThread::~DatabaseThread()
{
    std::unique_lock lock(m_shared->mutex);
    m_shared->stoppedAt = Clock::now();
    const std::vector<Job> cancelled = m_shared->cancel(std::nullopt);
    m_shared->changed.notify_all();
    lock.unlock();
    giveUp(cancelled);
}

void DatabaseThread::post(Job job)
{
    std::unique_lock lock(m_shared->mutex);
    std::vector<Job> replaced;
    if (job.topic.key != 0)
        replaced = m_shared->cancel(job.topic);
    m_shared->jobs.push_back(std::move(job));
    m_shared->begin();
    lock.unlock();
    giveUp(replaced);
}

void DatabaseThread::cancel(Topic topic)
{
    std::unique_lock lock(m_shared->mutex);
    const std::vector<Job> cancelled = m_shared->cancel(topic);
    lock.unlock();
    giveUp(cancelled);
}

// Call it without the lock: the receiver may call back immediately.
void DatabaseThread::giveUp(const std::vector<Job> &jobs)
{
    for (const Job &job : jobs)
        job.giveUp(cancellation());
}

void DatabaseThread::Shared::begin()
{
    if (!std::exchange(hasWorker, true))
        detachedthread::start([self = shared_from_this()] { self->work(); });
    if (!std::exchange(hasAttendant, true))
        detachedthread::start([self = shared_from_this()] { self->attend(); });
    changed.notify_all();
}

// Of one topic or all. The caller answers what is returned.
std::vector<DatabaseThread::Job> DatabaseThread::Shared::cancel(std::optional<Topic> topic)
{
    std::vector<Job> cancelled;
    std::deque<Job> kept;
    for (Job &waiting : jobs) {
        if (!topic || waiting.topic == topic)
            cancelled.push_back(std::move(waiting));
        else
            kept.push_back(std::move(waiting));
    }
    jobs = std::move(kept);
    if (running && (!topic || running->job.topic == topic)) {
        // Not its work, which changes what it holds meanwhile.
        cancelled.push_back({running->job.topic, {}, running->job.giveUp});
        cancelRunning();
    }
    return cancelled;
}

bool DatabaseThread::Shared::isOpening() const
{
    const auto wait = running->handle->wait();
    return wait && wait->isOpening;
}

void DatabaseThread::Shared::cancelRunning()
{
    const auto one = running;
    if (std::exchange(one->isCancelled, true))
        return;
    if (isOpening() && (one->job.topic.leavesOpening || stoppedAt)) {
        leave(one, cancellation());
        return;
    }
    // Telling the server takes a round trip; the caller does not wait for it.
    one->isTelling = true;
    detachedthread::start([self = shared_from_this(), one] { self->tellServer(one); });
}

// A request that comes before the statement has arrived there is lost, so it is told again until the work is over.
// First the answer is given, because the server's own would be that it has stopped the statement.
void DatabaseThread::Shared::tellServer(const std::shared_ptr<Running> &one)
{
    one->job.giveUp(cancellation());
    std::unique_lock lock(mutex);
    while (!one->isOver) {
        lock.unlock();
        one->handle->cancel();
        lock.lock();
        changed.wait_for(lock, cancelInterval, [&] { return one->isOver; });
    }
    one->isTelling = false;
    changed.notify_all();
}

// The thread is in the hands of libpq, which may take its time. When it comes back it finds its connection
// broken off: it sends nothing, and ends. New work goes to another thread meanwhile.
void DatabaseThread::Shared::leave(const std::shared_ptr<Running> &one, const TaskError &reason)
{
    one->handle->breakOff(reason);
    one->isOver = true;
    one->isLeft = true;
    running.reset();
    hasWorker = false;
    if (!jobs.empty())
        begin();
    changed.notify_all();
}

void DatabaseThread::Shared::work()
{
    const auto handle = std::make_shared<ConnectionHandle>();
    Connection connection(handle);
    std::unique_lock lock(mutex);
    while (true) {
        changed.wait(lock, [this] { return stoppedAt || !jobs.empty(); });
        if (stoppedAt)
            return;
        const auto one = std::make_shared<Running>(Running{std::move(jobs.front()), handle});
        jobs.pop_front();
        handle->renew();
        running = one;
        changed.notify_all();
        lock.unlock();
        one->job.perform(connection);
        lock.lock();
        if (one->isLeft)
            return;
        one->isOver = true;
        running.reset();
        changed.notify_all();
        // One that takes longer cannot hit another connection.
        if (!changed.wait_for(lock, longestCancel, [&] { return !one->isTelling; })) {
            lock.unlock();
            connection.close();
            lock.lock();
        }
    }
}

void DatabaseThread::Shared::attend()
{
    std::unique_lock lock(mutex);
    while (true) {
        changed.wait(lock, [this] { return stoppedAt || running; });
        const auto one = running;
        if (!one) // and stopped
            return;
        if (changed.wait_for(lock, tick, [&] { return one->isOver; }))
            continue;
        const auto reason = trouble(one);
        if (!reason)
            continue;
        // A statement should fail by that, on its own thread; what is being opened is out of reach.
        if (isOpening() || std::exchange(one->isBrokenOff, true))
            leave(one, *reason);
        else
            one->handle->breakOff(*reason);
        lock.unlock();
        one->job.giveUp(*reason);
        lock.lock();
    }
}

// Why not to wait any longer.
std::optional<TaskError> DatabaseThread::Shared::trouble(const std::shared_ptr<Running> &one)
{
    const auto wait = one->handle->wait();
    if (!wait)
        return std::nullopt; // it does something of its own
    if (stoppedAt && Clock::now() - *stoppedAt >= leavingGrace)
        return cancellation();
    if (wait->silence >= wait->longestSilence)
        return silent(*wait);
    if (wait->silence < doubtAfter || wait->server.isEmpty()) {
        one->probedAt.reset();
        return std::nullopt;
    }
    const auto probing = one->probedAt ? Clock::now() - *one->probedAt : Clock::duration(0);
    if (one->probedAt && (one->isReached ? !*one->isReached : probing >= longestProbe))
        return silent(*wait);
    if (!one->probedAt || probing >= doubtAfter)
        probe(one, *wait);
    return std::nullopt;
}

void DatabaseThread::Shared::probe(const std::shared_ptr<Running> &one, const ConnectionHandle::Wait &wait)
{
    const auto now = Clock::now();
    one->probedAt = now;
    one->isReached.reset();
    detachedthread::start([self = shared_from_this(), one, now, server = wait.server] {
        const bool isReached = isServerReached(server);
        const std::lock_guard lock(self->mutex);
        if (one->probedAt == now)
            one->isReached = isReached;
        self->changed.notify_all();
    });
}

} // namespace watchbill
