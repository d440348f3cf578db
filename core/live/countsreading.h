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

/// How many tasks match what is asked for, in each status. Approximate where an exact number takes long, unless it
/// is asked for. An error leaves no numbers, except that of a broken link, after which they are read again.
class CountsReading : public Reading<StatusCounts>
{
public:
    CountsReading(ReadingSchedule &schedule, TaskMonitor &monitor);

    /// Nothing without a connection, or while tasks are counted exactly.
    void read() override;

    void followList() override;
    void followQuery(const TaskQuery &before) override;

    /// Whether the numbers are for this filter, ignoring its statuses.
    bool isOf(const TaskFilter &filter) const;

    /// Since the numbers were asked for; nothing if there are none.
    std::optional<std::chrono::milliseconds> age() const;

    /// Whether an answer is waited for. Without one and without numbers, counting has failed.
    bool isReading() const { return m_pace.isUnderWay(); }

    /// Why it has failed.
    const std::optional<TaskError> &error() const { return m_error; }

    /// However long it takes. stop() gives up.
    void readExactly();
    void stop();
    bool isReadingExactly() const { return m_isReadingExactly; }

    void forget() override;

protected:
    void take(const Result<StatusCounts> &counts) override;

private:
    void note(); // that a request begins
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
