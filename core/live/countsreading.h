// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "live/reading.h"
#include "live/readingpace.h"
#include "task/statuscounts.h"

#include <QElapsedTimer>

#include <chrono>
#include <optional>

namespace watchbill {

class TaskMonitor;

/// How many tasks match the query, by status. A number that would take long is approximate, unless readExactly() was called.
/// An error clears the numbers; after a broken link they are kept and read again.
class CountsReading : public Reading<StatusCounts>
{
public:
    CountsReading(ReadingSchedule &schedule, TaskMonitor &monitor);

    /// Does nothing without a connection, or while tasks are counted exactly.
    void read() override;

    void followList() override;
    void followQuery(const TaskQuery &before) override;

    /// Whether the numbers are for this filter, ignoring its statuses.
    bool isOf(const TaskFilter &filter) const;

    /// The time since the numbers were requested; nothing if there are none.
    std::optional<std::chrono::milliseconds> age() const;

    /// Whether a request is in progress. If not, and there are no numbers, counting has failed.
    bool isReading() const { return m_pace.isUnderWay(); }

    /// Why counting has failed.
    const std::optional<TaskError> &error() const { return m_error; }

    /// Counts exactly, however long it takes. stop() gives up.
    void readExactly();
    void stop();
    bool isReadingExactly() const { return m_isReadingExactly; }

    void forget() override;

protected:
    void take(const Result<StatusCounts> &counts) override;

private:
    void note(); // a request begins
    void keep(const Result<StatusCounts> &counts);

    TaskMonitor &m_monitor;
    TaskFilter m_askedOf; // the filter of the newest request
    TaskFilter m_of; // that of the numbers
    ReadingPace m_pace;
    std::optional<TaskError> m_error;
    QElapsedTimer m_sinceCounted; // since the numbers were asked for
    bool m_isReadingExactly = false;
};

} // namespace watchbill
