// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "live/viewcountsreading.h"

#include "live/taskmonitor.h"
#include "service/taskservice.h"

#include <algorithm>

using namespace std::chrono_literals;

namespace watchbill {

namespace {

constexpr std::chrono::milliseconds shortestInterval = 30s;
constexpr int shareOfTime = 100; // each takes 1 % of the server's time at most

} // namespace

ViewCountsReading::ViewCountsReading(ReadingSchedule &schedule, TaskMonitor &monitor)
    : AnyReading(schedule)
    , m_monitor(monitor)
{
}

void ViewCountsReading::setFilters(const QVector<TaskFilter> &filters)
{
    QVector<Counted> counted;
    for (const TaskFilter &filter : filters) {
        const bool isTwice = std::any_of(counted.begin(), counted.end(),
                                         [&](const Counted &one) { return one.filter == filter; });
        const Counted *known = find(filter);
        if (!isTwice)
            counted += known ? *known : Counted{filter};
    }
    m_counted = counted;
    read();
}

ViewCountsReading::Counted *ViewCountsReading::find(const TaskFilter &filter)
{
    const auto found = std::find_if(m_counted.begin(), m_counted.end(),
                                    [&](const Counted &one) { return one.filter == filter; });
    return found == m_counted.end() ? nullptr : &*found;
}

std::optional<Count> ViewCountsReading::countOf(const TaskFilter &filter) const
{
    for (const Counted &one : m_counted) {
        if (one.filter == filter)
            return one.count;
    }
    return std::nullopt;
}

bool ViewCountsReading::isDue(const Counted &one)
{
    return !one.sinceAsked.isValid()
        || one.sinceAsked.hasExpired(std::max(shortestInterval, one.took * shareOfTime).count());
}

void ViewCountsReading::read()
{
    if (m_isReading || m_monitor.state() != TaskMonitor::State::Live)
        return;
    const auto next = std::find_if(m_counted.begin(), m_counted.end(), isDue);
    if (next == m_counted.end())
        return;
    m_isReading = true;
    next->sinceAsked.start();
    onLatest(m_monitor.service().countMatching(next->filter), this, m_latest,
             [this, filter = next->filter](const Result<std::optional<Count>> &count) {
                 m_isReading = false;
                 take(filter, count);
             });
}

// After an error it is tried again in its time.
void ViewCountsReading::take(const TaskFilter &filter, const Result<std::optional<Count>> &count)
{
    if (Counted *counted = find(filter)) {
        counted->took = std::chrono::milliseconds(counted->sinceAsked.elapsed());
        if (count)
            counted->count = *count;
        Q_EMIT changed();
    }
    if (count)
        read();
}

void ViewCountsReading::forget()
{
    m_latest.drop();
    m_isReading = false;
    for (Counted &one : m_counted)
        one = Counted{one.filter};
    Q_EMIT changed();
}

} // namespace watchbill
