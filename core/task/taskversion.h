// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/task.h"

#include <QVector>

namespace watchbill {

/// Which task, and the state in which it was seen: a change that a person confirmed is made only while that holds.
struct TaskVersion
{
    TaskKey key;
    TaskStatus status;
    std::optional<Timestamp> updatedAt;
    QString place{}; // where the server had the row, if that is known; see TaskRelation::hasPlaces

    bool operator==(const TaskVersion &) const = default;
};

inline TaskVersion versionOf(const Task &task)
{
    return {task.key(), task.status, task.updatedAt};
}

inline QVector<TaskVersion> versionsOf(const QVector<Task> &tasks)
{
    QVector<TaskVersion> versions;
    versions.reserve(tasks.size());
    for (const Task &task : tasks)
        versions += versionOf(task);
    return versions;
}

} // namespace watchbill
