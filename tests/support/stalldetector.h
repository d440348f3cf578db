// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <ctime>

namespace watchbill {

/// How long this thread's event loop was kept from turning, which is how long a window would not answer: the longest
/// of all times since the last restart(). By the clock, and by the processor's time that this thread took for it:
/// a busy machine makes only the first longer.
class StallDetector : public QObject
{
public:
    StallDetector()
    {
        m_beat.setTimerType(Qt::PreciseTimer);
        m_beat.setInterval(beat);
        connect(&m_beat, &QTimer::timeout, this, &StallDetector::note);
        restart();
        m_beat.start();
    }

    void restart()
    {
        m_longest = m_longestWork = std::chrono::microseconds(0);
        m_turns = 0;
        m_clock.start();
        m_workBefore = work();
    }

    std::chrono::microseconds longest() const { return m_longest; }
    std::chrono::microseconds longestWork() const { return m_longestWork; }
    int turns() const { return m_turns; }

private:
    static constexpr std::chrono::milliseconds beat{2};

    static std::chrono::microseconds work()
    {
        timespec time = {};
        ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return std::chrono::microseconds(time.tv_sec * 1'000'000 + time.tv_nsec / 1'000);
    }

    void note()
    {
        const std::chrono::microseconds now = work();
        const auto gap = std::chrono::microseconds(m_clock.nsecsElapsed() / 1'000) - beat;
        m_longest = std::max(m_longest, gap);
        m_longestWork = std::max(m_longestWork, now - m_workBefore);
        m_workBefore = now;
        m_clock.start();
        ++m_turns;
    }

    QTimer m_beat;
    QElapsedTimer m_clock;
    std::chrono::microseconds m_workBefore{0};
    std::chrono::microseconds m_longest{0};
    std::chrono::microseconds m_longestWork{0};
    int m_turns = 0;
};

} // namespace watchbill
