// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "live/histogramreading.h"

#include "filter/creationtime.h"
#include "live/taskmonitor.h"

namespace watchbill {

namespace {

constexpr qint64 shortestSpan = 1'000'000; // microseconds

// There is nothing to see in the future.
TimeRange around(const TimeRange &range, Timestamp now)
{
    const qint64 margin = std::max(range.span(), shortestSpan) / 2;
    const Timestamp until(range.until.microseconds() + margin);
    return {Timestamp(range.from.microseconds() - margin), std::min(until, std::max(range.until, now))};
}

} // namespace

HistogramReading::HistogramReading(ReadingSchedule &schedule, TaskMonitor &monitor)
    : Reading(schedule,
              [this] {
                  m_asked = range();
                  return m_monitor.service().histogram({m_filter, m_asked});
              })
    , m_monitor(monitor)
{
    connect(&monitor.queryState(), &QueryState::changed, this, &HistogramReading::follow);
}

void HistogramReading::setWatched(bool isWatched)
{
    if (std::exchange(m_isWatched, isWatched) != isWatched)
        read();
}

void HistogramReading::zoom(const std::optional<TimeRange> &range)
{
    m_zoom = range;
    read();
    Q_EMIT changed();
}

std::optional<TimeRange> HistogramReading::chosen() const
{
    auto range = filter::creation(m_monitor.query().filter, m_monitor.serverNow());
    if (!range)
        return std::nullopt;
    if (!range->until.isFinite())
        range->until = m_monitor.serverNow();
    if (!range->from.isFinite() && m_whole)
        range->from = m_whole->from;
    return range->from.isFinite() && range->from < range->until ? range : std::nullopt;
}

std::optional<TimeRange> HistogramReading::range() const
{
    if (m_zoom)
        return m_zoom;
    const auto range = chosen();
    return range ? std::optional(around(*range, m_monitor.serverNow())) : std::nullopt;
}

void HistogramReading::follow()
{
    const TaskFilter &asked = m_monitor.query().filter;
    const TaskFilter filter = filter::createdEver(asked);
    const auto chosen =
        filter::creation(asked, Timestamp()); // by one clock, so that only what was typed counts
    if (filter == m_filter && chosen == m_lastChosen)
        return;
    m_zoom.reset();
    if (filter != m_filter)
        m_whole.reset();
    m_filter = filter;
    m_lastChosen = chosen;
    read();
    Q_EMIT changed();
}

void HistogramReading::read()
{
    if (!m_isWatched || m_monitor.state() != TaskMonitor::State::Live)
        return;
    m_pace.begin();
    Reading::read();
}

void HistogramReading::followList()
{
    if (m_pace.isDue())
        read();
}

void HistogramReading::forget()
{
    m_pace.giveUp();
    m_whole.reset();
    m_error.reset();
    Reading::forget();
}

void HistogramReading::take(const Result<TimeHistogram> &answer)
{
    m_pace.end();
    if (!answer && answer.error().kind == TaskError::Kind::Cancelled)
        return;
    m_error = answer ? std::nullopt : std::optional(answer.error());
    if (answer && !m_asked && !answer->isEmpty())
        m_whole = answer->range();
    if (answer)
        set(*answer);
    else
        set(std::nullopt);
    Q_EMIT changed(); // even if the numbers are equal
}

} // namespace watchbill
