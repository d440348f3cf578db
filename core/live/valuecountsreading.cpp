// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "live/valuecountsreading.h"

#include "filter/filterchanges.h"
#include "live/taskmonitor.h"
#include "service/taskservice.h"

namespace watchbill {

ValueCountsReading::ValueCountsReading(ReadingSchedule &schedule, TaskMonitor &monitor, FilterSet set)
    : Reading(schedule,
              [&monitor, set] { return monitor.service().countsByValue(monitor.query().filter, set); })
    , m_monitor(monitor)
    , m_set(set)
{
}

void ValueCountsReading::read()
{
    if (m_monitor.state() != TaskMonitor::State::Live)
        return;
    const TaskFilter of = filter::all(m_monitor.query().filter, m_set);
    if (!m_pace.allows() && of == m_askedOf)
        return;
    m_askedOf = of;
    m_pace.begin();
    Reading::read();
}

void ValueCountsReading::followList()
{
    if (m_pace.isDue())
        read();
}

std::optional<ValueCounts> ValueCountsReading::present() const
{
    const bool isPresent = *this && m_of == filter::all(m_monitor.query().filter, m_set);
    return isPresent ? std::optional(**this) : std::nullopt;
}

void ValueCountsReading::forget()
{
    m_pace.reset();
    Reading::forget();
}

void ValueCountsReading::take(const Result<ValueCounts> &counts)
{
    m_pace.end();
    m_of = m_askedOf;
    set(counts ? std::optional(*counts) : std::nullopt);
    Q_EMIT changed(); // even if the numbers are equal: the filter may differ
}

} // namespace watchbill
