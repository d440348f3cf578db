// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "live/taskchange.h"
#include "task/taskpage.h"

#include <QMap>
#include <QVector>

#include <optional>

namespace watchbill {

/// The tasks that the last poll saw, from which the next one finds out what has changed. They are the first ones of a list
/// that is sorted by updated_at or created_at, latest first. Pure: sends no request.
class SeenTasks
{
public:
    static constexpr int most = 1'000; // kept: the latest

    explicit SeenTasks(const TaskQuery &query)
        : m_query(query)
    {
    }

    bool hasLooked() const { return m_hasLooked; }

    /// The tasks to watch in the next request, which tells tasks that left the filter from deleted ones.
    QVector<TaskKey> keys() const { return m_tasks.keys().toVector(); }

    /// Whether the page, read from the list's start, reaches the tasks that cannot have changed since the last poll. If
    /// not, read a longer page.
    bool areReachedBy(const TaskPage &page) const;

    /// The changes since the last poll, in their order; none at the first poll.
    QVector<TaskChange> take(const TaskPage &page);

    /// Replaces a task by one that was read whole after the page.
    void update(const Task &task);

private:
    bool isAboveHorizon(const Task &task) const;
    TaskChange appeared(const Task &task, Timestamp noticed) const;
    Timestamp sortTime(const Task &task) const;
    void setBounds(const TaskPage &page);

    TaskQuery m_query;
    QMap<TaskKey, Task> m_tasks; // shortened, as in a page
    bool m_hasLooked = false;
    std::optional<Timestamp> m_horizon; // not all tasks with this sort time or an earlier one were seen
    std::optional<Timestamp> m_newest; // of the sort times at the last poll
    Timestamp m_lookedAt; // by the server's clock
};

} // namespace watchbill
