// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/task.h"
#include "task/timestamp.h"
#include "task/valuecounts.h"

#include <optional>

namespace watchbill {

class TaskMonitor;

/// Several tasks in numbers. What is not known is missing.
struct SelectionSummary
{
    struct Span
    {
        Timestamp oldest;
        Timestamp newest;

        bool operator==(const Span &) const = default;
    };

    std::optional<ValueCounts> statuses;
    std::optional<ValueCounts> types;
    std::optional<ValueCounts> users;
    std::optional<ValueCounts> errors; // by errorKind(), of the tasks that have one
    std::optional<Span> created; // of those that have such a time, and a finite one
    std::optional<qint64> longest; // duration, in microseconds

    bool operator==(const SelectionSummary &) const = default;
};

SelectionSummary summaryOf(const QVector<Task> &tasks, Timestamp now);

/// Summarises all tasks that match the list's query: from the tasks if all are loaded, else from the counters that are
/// read anyway.
SelectionSummary summaryOfEverything(TaskMonitor &monitor);

} // namespace watchbill
