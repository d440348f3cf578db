// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "live/reading.h"
#include "live/readingpace.h"
#include "task/timehistogram.h"

namespace watchbill {

class TaskMonitor;

/// Creation times of the tasks that match the query, ignoring its time range. It covers that range and something before and
/// after it, or all times, or the range that the user has zoomed to. Read only while it is visible.
class HistogramReading : public Reading<TimeHistogram>
{
public:
    HistogramReading(ReadingSchedule &schedule, TaskMonitor &monitor);

    void setWatched(bool isWatched);
    bool isWatched() const { return m_isWatched; }

    /// Zooms to a range, or back out.
    void zoom(const std::optional<TimeRange> &range);

    bool isZoomed() const { return m_zoom.has_value(); }

    /// What the next answer will cover; nothing is all times.
    std::optional<TimeRange> range() const;

    /// The time range of the query, whose open ends are replaced by the known first or last time; nothing if it has none.
    std::optional<TimeRange> chosen() const;

    /// The range of all times, as last read for this query.
    const std::optional<TimeRange> &whole() const { return m_whole; }

    /// Why the last request failed.
    const std::optional<TaskError> &error() const { return m_error; }

    /// Does nothing unless the histogram is visible and there is a connection.
    void read() override;
    void followList() override;
    void forget() override;

protected:
    void take(const Result<TimeHistogram> &answer) override;

private:
    void follow(); // the query has changed

    TaskMonitor &m_monitor;
    ReadingPace m_pace;
    TaskFilter m_filter; // without a time
    std::optional<TimeRange> m_lastChosen;
    std::optional<TimeRange> m_zoom;
    std::optional<TimeRange> m_asked; // of the newest request
    std::optional<TimeRange> m_whole;
    std::optional<TaskError> m_error;
    bool m_isWatched = false;
};

} // namespace watchbill
