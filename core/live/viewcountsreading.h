// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "live/reading.h"
#include "task/latest.h"
#include "task/statuscounts.h"

#include <QElapsedTimer>
#include <QVector>

#include <chrono>

namespace watchbill {

class TaskMonitor;

/// How many tasks other filters than the list's would find, such as those of saved views. They are counted seldom, and
/// one after the other, so that what a person waits for gets in between.
class ViewCountsReading : public AnyReading
{
public:
    ViewCountsReading(ReadingSchedule &schedule, TaskMonitor &monitor);

    /// The filters to count from now on. Those among them that were counted before keep their numbers.
    void setFilters(const QVector<TaskFilter> &filters);

    /// Nothing if it is not known, or was too much to count.
    std::optional<Count> countOf(const TaskFilter &filter) const;

    void read() override;
    void forget() override;

private:
    struct Counted
    {
        TaskFilter filter;
        std::optional<Count> count = {};
        QElapsedTimer sinceAsked = {};
        std::chrono::milliseconds took{0};
    };

    Counted *find(const TaskFilter &filter);
    static bool isDue(const Counted &one);
    void take(const TaskFilter &filter, const Result<std::optional<Count>> &count);

    TaskMonitor &m_monitor;
    QVector<Counted> m_counted;
    Latest m_latest;
    bool m_isReading = false;
};

} // namespace watchbill
