// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "live/countsreading.h"

#include "filter/filterchanges.h"
#include "live/taskmonitor.h"
#include "service/taskservice.h"

#include <QTimer>

using namespace std::chrono_literals;

namespace watchbill {

namespace {

constexpr auto retryDelay = 500ms;

// Counts every status, including those that the filter leaves out.
TaskFilter ofAllStatuses(const TaskFilter &filter)
{
    return filter::all(filter, &TaskFilter::statuses);
}

} // namespace

CountsReading::CountsReading(ReadingSchedule &schedule, TaskMonitor &monitor)
    : Reading(schedule, [&monitor] { return monitor.service().countsByStatus(monitor.query().filter); })
    , m_monitor(monitor)
{
}

void CountsReading::read()
{
    if (m_monitor.state() != TaskMonitor::State::Live || m_isReadingExactly)
        return;
    note();
    Reading::read();
}

void CountsReading::followList()
{
    if (m_pace.isDue())
        read();
}

void CountsReading::followQuery(const TaskQuery &before)
{
    if (ofAllStatuses(before.filter) == ofAllStatuses(m_monitor.query().filter))
        return;
    stop();
    read();
}

void CountsReading::note()
{
    m_askedOf = ofAllStatuses(m_monitor.query().filter);
    m_pace.begin();
}

bool CountsReading::isOf(const TaskFilter &filter) const
{
    return m_of == ofAllStatuses(filter);
}

std::optional<std::chrono::milliseconds> CountsReading::age() const
{
    return *this ? std::optional(std::chrono::milliseconds(m_sinceCounted.elapsed())) : std::nullopt;
}

void CountsReading::readExactly()
{
    if (m_monitor.state() != TaskMonitor::State::Live)
        return;
    m_isReadingExactly = true;
    note();
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
    m_pace.giveUp();
    m_error.reset();
    Reading::forget();
}

void CountsReading::take(const Result<StatusCounts> &counts)
{
    m_pace.end();
    const auto error = counts ? std::nullopt : std::optional(counts.error().kind);
    if (error == TaskError::Kind::Cancelled) {
        if (m_askedOf != ofAllStatuses(m_monitor.query().filter))
            read(); // another filter was asked for meanwhile
        return;
    }
    // The counters' own connection may find out later than the list's that the link broke.
    if (error == TaskError::Kind::Connection)
        QTimer::singleShot(retryDelay, this, [this] { read(); });
    else
        keep(counts);
}

void CountsReading::keep(const Result<StatusCounts> &counts)
{
    m_sinceCounted = m_pace.sinceAsked();
    m_of = m_askedOf;
    m_error = counts ? std::nullopt : std::optional(counts.error());
    set(counts ? std::optional(*counts) : std::nullopt);
    Q_EMIT changed(); // even if the numbers are equal: the filter or time may differ
}

} // namespace watchbill
