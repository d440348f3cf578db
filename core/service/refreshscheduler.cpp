// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "service/refreshscheduler.h"

#include <algorithm>
#include <utility>

namespace watchbill {

RefreshScheduler::RefreshScheduler(QObject *parent)
    : QObject(parent)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &RefreshScheduler::look);
}

void RefreshScheduler::setInterval(std::chrono::milliseconds interval)
{
    if (m_interval == interval)
        return;
    m_interval = interval;
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
    if (visible && !m_paused && m_interval.count() > 0)
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

void RefreshScheduler::finished(std::chrono::milliseconds took)
{
    m_took = took;
    m_underWay = false;
    if (std::exchange(m_wanted, false))
        look();
    else
        plan();
}

std::chrono::milliseconds RefreshScheduler::remaining() const
{
    return m_timer.isActive() ? m_timer.remainingTimeAsDuration() : std::chrono::milliseconds(0);
}

std::chrono::milliseconds RefreshScheduler::delay() const
{
    std::chrono::milliseconds delay = m_interval;
    if (!m_visible)
        delay = std::max(delay, hiddenInterval);
    // A query that takes more than half the interval gets a pause of twice its own length.
    if (m_took > m_interval / 2)
        delay = std::max(delay, m_took * 2);
    return delay;
}

void RefreshScheduler::plan()
{
    if (m_underWay)
        return;
    if (m_paused || m_interval.count() == 0)
        m_timer.stop();
    else
        m_timer.start(delay());
}

void RefreshScheduler::look()
{
    m_timer.stop();
    m_underWay = true;
    Q_EMIT tick();
}

} // namespace watchbill
