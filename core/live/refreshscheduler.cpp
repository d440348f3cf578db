// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "live/refreshscheduler.h"

#include <algorithm>
#include <utility>

namespace watchbill {

using std::chrono::milliseconds;

RefreshScheduler::RefreshScheduler(QObject *parent)
    : QObject(parent)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &RefreshScheduler::look);
}

void RefreshScheduler::setInterval(milliseconds interval)
{
    if (m_interval == interval)
        return;
    m_interval = interval;
    m_quiet = milliseconds(0);
    plan();
    Q_EMIT changed();
}

void RefreshScheduler::setPaused(bool paused)
{
    if (m_paused == paused)
        return;
    m_paused = paused;
    if (paused)
        plan();
    else
        trigger();
    Q_EMIT changed();
}

void RefreshScheduler::setVisible(bool visible)
{
    if (m_visible == visible)
        return;
    m_visible = visible;
    m_quiet = milliseconds(0);
    tellPace();
    if (visible && isOn())
        trigger(); // what is on the screen may be half a minute old
    else
        plan();
}

void RefreshScheduler::trigger()
{
    if (m_underWay)
        m_wanted = true;
    else
        look();
}

void RefreshScheduler::hint()
{
    if (!isOn())
        return;
    m_quiet = milliseconds(0);
    tellPace();
    if (m_underWay)
        m_hinted = true; // it may have been too early to see what the hint is about
    else
        planSoon();
}

void RefreshScheduler::stir()
{
    const bool wasQuiet = pace().reason == Reason::Quiet;
    m_quiet = milliseconds(0);
    tellPace();
    if (wasQuiet && isOn() && !m_underWay)
        planSoon();
}

void RefreshScheduler::finished(milliseconds took, bool isActive)
{
    m_took = took;
    m_quiet = isActive ? milliseconds(0) : m_quiet + m_interval;
    m_sinceLook.start();
    m_underWay = false;
    const bool hinted = std::exchange(m_hinted, false);
    if (std::exchange(m_wanted, false)) {
        look();
        return;
    }
    plan();
    if (hinted && isOn())
        planSoon();
}

milliseconds RefreshScheduler::remaining() const
{
    return m_timer.isActive() ? m_timer.remainingTimeAsDuration() : milliseconds(0);
}

RefreshScheduler::Pace RefreshScheduler::pace() const
{
    Pace pace{m_interval, Reason::Interval};
    const auto stretch = [&](milliseconds delay, Reason reason) {
        if (delay > pace.delay)
            pace = {delay, reason};
    };
    stretch(quietDelay(), Reason::Quiet);
    if (!m_visible)
        stretch(hiddenInterval, Reason::Hidden);
    if (m_took > m_interval / 2)
        stretch(m_took * 2, Reason::SlowLook);
    return pace;
}

// Zero while it is not quiet.
milliseconds RefreshScheduler::quietDelay() const
{
    if (m_quiet <= quietAfter)
        return milliseconds(0);
    milliseconds delay = m_interval;
    for (milliseconds quiet = m_quiet; quiet > quietAfter && delay < quietInterval; quiet -= m_interval)
        delay *= 2;
    return std::min(delay, quietInterval);
}

void RefreshScheduler::tellPace()
{
    if (std::exchange(m_told, pace()) != m_told)
        Q_EMIT paceChanged();
}

void RefreshScheduler::plan()
{
    tellPace();
    if (m_underWay)
        return;
    if (isOn())
        m_timer.start(pace().delay);
    else
        m_timer.stop();
}

void RefreshScheduler::planSoon()
{
    if (!m_visible)
        return;
    const milliseconds gap = std::max(shortestGap, m_took * 2);
    const milliseconds passed = m_sinceLook.isValid() ? milliseconds(m_sinceLook.elapsed()) : gap;
    const milliseconds wait = gap - passed;
    if (wait <= milliseconds(0))
        look();
    else if (wait < remaining())
        m_timer.start(wait);
}

void RefreshScheduler::look()
{
    m_timer.stop();
    m_underWay = true;
    Q_EMIT tick();
}

} // namespace watchbill
