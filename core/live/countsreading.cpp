// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "live/countsreading.h"

#include "live/taskmonitor.h"
#include "service/taskservice.h"

#include <QTimer>

using namespace std::chrono_literals;

namespace watchbill {

namespace {

constexpr auto retryDelay = 500ms;

} // namespace

CountsReading::CountsReading(ReadingSchedule &schedule, TaskMonitor &monitor)
    : Reading(schedule, [&monitor] { return monitor.service().countsByStatus(monitor.query().filter); })
    , m_monitor(monitor)
{
}

void CountsReading::read()
{
    if (m_monitor.state() == TaskMonitor::State::Live && !m_isReadingExactly)
        Reading::read();
}

void CountsReading::readExactly()
{
    if (m_monitor.state() != TaskMonitor::State::Live)
        return;
    m_isReadingExactly = true;
    Q_EMIT changed();
    onFinished(m_monitor.service().exactCountsByStatus(m_monitor.query().filter), this,
               [this, token = m_latest.next()](const Result<StatusCounts> &counts) {
                   m_isReadingExactly = false;
                   if (m_latest.isLatest(token))
                       take(counts);
                   Q_EMIT changed();
               });
}

void CountsReading::stop()
{
    m_monitor.service().cancelCounts();
}

void CountsReading::forget()
{
    stop();
    Reading::forget();
}

void CountsReading::take(const Result<StatusCounts> &counts)
{
    const auto error = counts ? std::nullopt : std::optional(counts.error().kind);
    if (error == TaskError::Kind::Cancelled)
        return;
    // The counters' own connection may find out later than the list's that the link broke.
    if (error == TaskError::Kind::Connection)
        QTimer::singleShot(retryDelay, this, [this] { read(); });
    else
        set(counts ? std::optional(*counts) : std::nullopt);
}

} // namespace watchbill
