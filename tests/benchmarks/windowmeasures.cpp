// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "children.h"
#include "dataset.h"
#include "libpqbaseline.h"
#include "measures.h"
#include "openwindow.h"
#include "stopwatch.h"

#include <QEventLoop>
#include <QThread>
#include <QTimer>

#include <algorithm>
#include <atomic>
#include <memory>
#include <thread>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace watchbill::bench {

namespace {

using Goal = Measurement::Goal;
using Clock = std::chrono::steady_clock;

constexpr double frame = 16.7; // ms, at 60 Hz

double millisecondsSince(Clock::time_point then)
{
    return std::chrono::duration<double, std::milli>(Clock::now() - then).count();
}

// Sends an event to an object's thread each millisecond, and notes how late it is handled.
class Latency
{
public:
    explicit Latency(QObject *receiver)
        : m_thread(QThread::create([this, receiver] {
            while (!m_stop) {
                QMetaObject::invokeMethod(
                    receiver, [this, sent = Clock::now()] { m_delays += millisecondsSince(sent); },
                    Qt::QueuedConnection);
                std::this_thread::sleep_for(1ms);
            }
        }))
    {
        m_thread->start();
    }
    Q_DISABLE_COPY_MOVE(Latency)
    ~Latency() { stop(); }

    /// The delays from the shortest to the longest. The receiver's thread must have come to rest.
    QVector<double> sorted()
    {
        std::sort(m_delays.begin(), m_delays.end());
        return m_delays;
    }

    void stop()
    {
        m_stop = true;
        m_thread->wait();
    }

private:
    std::atomic<bool> m_stop = false;
    QVector<double> m_delays; // only the receiver's thread
    std::unique_ptr<QThread> m_thread;
};

void wait(std::chrono::milliseconds time)
{
    QEventLoop loop;
    QTimer::singleShot(time, &loop, &QEventLoop::quit);
    loop.exec();
}

// The delays of events in this thread during some seconds.
QVector<double> delaysHere(std::chrono::milliseconds time)
{
    QObject receiver;
    Latency latency(&receiver);
    wait(time);
    latency.stop();
    wait(50ms); // what is still on its way
    return latency.sorted();
}

double percentile(const QVector<double> &sorted, double share)
{
    return sorted[std::min(sorted.size() - 1, qsizetype(double(sorted.size()) * share))];
}

// Changes the newest 5,000 tasks each second, until it goes.
class NewestTasksWriter
{
public:
    explicit NewestTasksWriter(const QString &connection)
        : m_thread(QThread::create([this, connection] {
            Libpq libpq(connection);
            while (!m_stop) {
                const auto next = Clock::now() + 1s;
                libpq.execute(u"UPDATE public.tasks SET updated_at = clock_timestamp() WHERE id IN "
                              "(SELECT id FROM public.tasks ORDER BY created_at DESC, id DESC LIMIT 5000)"_s);
                std::this_thread::sleep_until(next);
            }
        }))
    {
        m_thread->start();
    }
    Q_DISABLE_COPY_MOVE(NewestTasksWriter)

    ~NewestTasksWriter()
    {
        m_stop = true;
        m_thread->wait();
    }

private:
    std::atomic<bool> m_stop = false;
    std::unique_ptr<QThread> m_thread;
};

} // namespace

Measurements stalls(const Surroundings &surroundings)
{
    constexpr auto time = 6s;
    OpenWindow open(profileFor(surroundings.tasks));
    open.monitor().scheduler().setInterval(1s);
    wait(3s);
    const QVector<double> atRest = delaysHere(time);
    QVector<double> percentiles;
    double longest = 0;
    {
        const NewestTasksWriter writer(surroundings.tasks);
        wait(2s);
        for (int run = 0; run < runs; ++run) {
            const QVector<double> delays = delaysHere(time);
            percentiles += percentile(delays, 0.999);
            longest = std::max(longest, delays.last());
        }
    }
    Libpq(surroundings.tasks).execute(u"VACUUM (ANALYZE) public.tasks"_s); // as the others found it
    const QString why = u"with nothing changing the longest here was %1 ms"_s.arg(atRest.last(), 0, 'f', 1);
    return {
        {u"delay in the UI thread, 99.9th percentile"_s, u"ms"_s, median(percentiles), frame,
         Goal::ValueAtMost, 16, why},
        {u"delay in the UI thread, longest of all"_s, u"ms"_s, longest, frame, Goal::ValueAtMost, 50, why}};
}

Measurements memoryAfterScrolling(const Surroundings &surroundings)
{
    QVector<double> grown;
    QVector<double> before;
    for (int run = 0; run < runs; ++run) {
        const QStringList words = Child(Child::Part::Scroll, surroundings.million).nextLine();
        before += words.value(0).toDouble() / 1024;
        grown += (words.value(1).toDouble() - words.value(0).toDouble()) / 1024;
    }
    return {{u"memory more, 1,000,000 rows scrolled through"_s,
             u"MB"_s,
             median(grown),
             median(before),
             Goal::ValueAtMost,
             60,
             {}}};
}

Measurements startToPaint(const Surroundings &surroundings)
{
    const auto started = [&](Child::Part part) {
        return [&, part] {
            Child child(part, surroundings.tasks);
            child.nextLine();
        };
    };
    // A process ends after it has told; that is not part of the time.
    const auto timed = [&](Child::Part part) {
        const auto start = Clock::now();
        Child child(part, surroundings.tasks);
        child.nextLine();
        return millisecondsSince(start);
    };
    QVector<double> values;
    QVector<double> baselines;
    started(Child::Part::Start)();
    started(Child::Part::Bare)();
    for (int run = 0; run < 2 * runs; ++run) {
        values += timed(Child::Part::Start);
        baselines += timed(Child::Part::Bare);
    }
    return {{u"start to painted rows, to a bare window"_s,
             u"ms"_s,
             median(values),
             median(baselines),
             Goal::RatioAtMost,
             1.5,
             {}}};
}

Measurements idling(const Surroundings &surroundings)
{
    QVector<double> shown;
    QVector<double> hidden;
    {
        std::vector<std::unique_ptr<Child>> children;
        for (int run = 0; run < runs; ++run)
            children.push_back(std::make_unique<Child>(Child::Part::Idle, surroundings.tasks));
        for (const auto &child : children) {
            const QStringList words = child->nextLine();
            shown += words.value(0).toDouble();
            hidden += words.value(1).toDouble();
        }
    }
    return {{u"idle window, shown"_s, u"% of a core"_s, median(shown), {}, Goal::ValueAtMost, 1, {}},
            {u"idle window, hidden, to shown"_s,
             u"% of a core"_s,
             median(hidden),
             median(shown),
             Goal::RatioAtMost,
             0.99,
             {}}};
}

} // namespace watchbill::bench
