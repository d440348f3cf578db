// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "live/reading.h"
#include "live/readingpace.h"
#include "task/valuecounts.h"

#include <optional>

namespace watchbill {

class TaskMonitor;

/// How many matching tasks each type, or each user, has, ignoring the filter's own set of types or users. Read again when
/// the pace allows it, or for another filter.
class ValueCountsReading : public Reading<ValueCounts>
{
public:
    ValueCountsReading(ReadingSchedule &schedule, TaskMonitor &monitor, FilterSet set);

    /// Does nothing without a connection, or too early.
    void read() override;
    void expire() override { m_pace.reset(); }
    void followList() override; // else its numbers would visibly contradict those of the statuses
    void followQuery(const TaskQuery &) override { read(); }

    /// The numbers for the current query; nothing if they are for another filter.
    std::optional<ValueCounts> present() const;

    void forget() override;

protected:
    void take(const Result<ValueCounts> &counts) override;

private:
    TaskMonitor &m_monitor;
    const FilterSet m_set;
    TaskFilter m_askedOf; // the filter of the newest request, without the set
    TaskFilter m_of; // that of the numbers
    ReadingPace m_pace{100, {}}; // 1 % of the server's time at most
};

} // namespace watchbill
