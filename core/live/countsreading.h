// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "live/reading.h"
#include "task/statuscounts.h"

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

    /// However long it takes. stop() gives up.
    void readExactly();
    void stop();
    bool isReadingExactly() const { return m_isReadingExactly; }

    void forget() override;

protected:
    void take(const Result<StatusCounts> &counts) override;

private:
    TaskMonitor &m_monitor;
    bool m_isReadingExactly = false;
};

} // namespace watchbill
