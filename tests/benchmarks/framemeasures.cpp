// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "dataset.h"
#include "measures.h"
#include "openwindow.h"
#include "stopwatch.h"

#include <QAction>
#include <QCoreApplication>
#include <QEventLoop>
#include <QHeaderView>
#include <QScrollBar>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <thread>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace watchbill::bench {

namespace {

using Goal = Measurement::Goal;
using Clock = std::chrono::steady_clock;

constexpr int rows = 60;
constexpr int frames = 300; // five seconds
constexpr auto step = std::chrono::nanoseconds(1'000'000'000 / 60);
constexpr double limit = 16; // ms

struct Scrolled
{
    double percentile = 0; // the 99th, in ms from when a frame was due until it was painted
    // In ms: the processor time of this thread from one frame to the next, whatever else the machine does.
    double work = 0; // the 99th percentile
    double usualWork = 0; // the median
    double machineWork = 0; // the 99th percentile of work that is the same each time and has that median
    double dropped = 0; // frames that were not painted before the next was due
    double seen = 0; // rows
};

// Of this thread, in ms.
double processorTime()
{
    std::timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1000 + double(time.tv_nsec) / 1e6;
}

// Adds up numbers that the compiler cannot foresee.
void addUp(int count)
{
    volatile quint64 sum = 0;
    for (int i = 0; i < count; ++i)
        sum = sum + quint64(i);
}

QVector<double> timesOf(int count, int rounds)
{
    QVector<double> times;
    for (int round = 0; round < rounds; ++round) {
        const double before = processorTime();
        addUp(count);
        times += processorTime() - before;
    }
    std::sort(times.begin(), times.end());
    return times;
}

// How much of a spread is the machine's: where others use its caches and its cores, the same work takes longer now and then.
double machineWork(double usual)
{
    constexpr int trial = 1'000'000;
    const int count = int(trial * usual / median(timesOf(trial, 31)));
    const QVector<double> times = timesOf(count, frames);
    return times[times.size() * 99 / 100];
}

void handleEventsUntil(Clock::time_point due)
{
    QEventLoop loop;
    QTimer timer;
    timer.setTimerType(Qt::PreciseTimer);
    timer.setSingleShot(true);
    QObject::connect(&timer, &QTimer::timeout, &loop, &QEventLoop::quit);
    const auto left = std::chrono::floor<std::chrono::milliseconds>(due - Clock::now());
    if (left > 0ms) {
        timer.start(left);
        loop.exec();
    } else {
        QCoreApplication::processEvents(); // what has arrived is handled also where a frame is late
    }
    std::this_thread::sleep_until(due); // less than a timer's step; waiting must take no processor time
}

// Each frame shows other rows than the one before: nothing that is painted can be moved. Where the rows are not there yet,
// the frame is as late as they are.
Scrolled scroll(const OpenWindow &open)
{
    QScrollBar *bar = open.table()->verticalScrollBar();
    const int page = open.table()->viewport()->height();
    QVector<double> times;
    QVector<double> works;
    qint64 moved = 0;
    auto due = Clock::now() + step;
    double worked = processorTime();
    for (int frame = 0; frame < frames; ++frame, due += step) {
        handleEventsUntil(due);
        const int before = bar->value();
        bar->setValue(before + page);
        QCoreApplication::sendPostedEvents(open.window(), QEvent::UpdateRequest); // paints
        const double now = processorTime();
        works += now - std::exchange(worked, now);
        times += std::chrono::duration<double, std::milli>(Clock::now() - due).count();
        moved += bar->value() - before;
        due = std::max(due, Clock::now() - step); // frames that were dropped do not come later
    }
    std::sort(times.begin(), times.end());
    std::sort(works.begin(), works.end());
    const double frameTime = std::chrono::duration<double, std::milli>(step).count();
    const double usual = works[works.size() / 2];
    return {times[times.size() * 99 / 100],
            works[works.size() * 99 / 100],
            usual,
            machineWork(usual),
            double(std::count_if(times.begin(), times.end(), [&](double time) { return time > frameTime; })),
            double(moved) / open.table()->verticalHeader()->defaultSectionSize()};
}

Measurements scrolled(const OpenWindow &open, const QString &name)
{
    QVector<double> percentiles;
    QVector<double> works;
    QVector<double> usualWorks;
    QVector<double> machineWorks;
    QVector<double> dropped;
    QVector<double> seen;
    for (int run = 0; run < runs; ++run) {
        const Scrolled one = scroll(open);
        percentiles += one.percentile;
        works += one.work;
        usualWorks += one.usualWork;
        machineWorks += one.machineWork;
        dropped += one.dropped;
        seen += one.seen;
    }
    return {{name + u", frame of %1 rows, 99th percentile"_s.arg(rows),
             u"ms"_s,
             median(percentiles),
             {},
             Goal::ValueAtMost,
             limit,
             {}},
            {name + u", processor time of a frame, 99th percentile"_s,
             u"ms"_s,
             median(works),
             median(machineWorks),
             Goal::ValueAtMost,
             limit,
             {}},
            {name + u", processor time of a frame, median"_s,
             u"ms"_s,
             median(usualWorks),
             {},
             Goal::ValueAtMost,
             limit,
             {}},
            {name + u", frames dropped of %1"_s.arg(frames),
             u"frames"_s,
             median(dropped),
             {},
             Goal::ValueAtMost,
             frames / 100.0,
             u"%1 rows a second went by"_s.arg(qRound(median(seen) * 60 / frames))}};
}

} // namespace

Measurements scrolling(const Surroundings &surroundings)
{
    OpenWindow open(profileFor(surroundings.tasks));
    TaskTableView *table = open.table();
    const int missing = rows * table->verticalHeader()->defaultSectionSize() - table->viewport()->height();
    open.window()->resize(1920, open.window()->height() + missing);
    handleEventsUntil(Clock::now() + 3s);
    open.monitor().scheduler().setInterval(0ms);
    auto *timeline = open.find<QAction>(u"timelineAction"_s);
    timeline->setChecked(false);
    handleEventsUntil(Clock::now() + 1s);
    Measurements measurements = scrolled(open, u"scrolling"_s);
    timeline->setChecked(true);
    open.monitor().scheduler().setInterval(1s);
    handleEventsUntil(Clock::now() + 2s);
    measurements += scrolled(open, u"scrolling, timeline and counters live"_s);
    return measurements;
}

} // namespace watchbill::bench
