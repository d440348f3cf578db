// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/statuscounts.h"
#include "task/taskquery.h"

#include <optional>

namespace watchbill {

/// What a person has selected of a list: some of its tasks, or everything that matches its filter.
struct Selection
{
    QVector<Task> tasks; // as they were last shown; none if it is everything that matches
    std::optional<TaskFilter> matching; // everything that matches this, loaded or not
    std::optional<Count> total; // how many match the list's filter, if that is known

    bool isEverything() const { return matching.has_value(); }
    bool isEmpty() const { return tasks.isEmpty() && !matching; }

    QVector<TaskKey> keys() const
    {
        QVector<TaskKey> keys;
        for (const Task &task : tasks)
            keys += task.key();
        return keys;
    }

    /// Whether it is known that more tasks match than are selected.
    bool isPart() const { return !matching && total && total->value > tasks.size(); }

    bool operator==(const Selection &) const = default;
};

} // namespace watchbill
