// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "session/session.h"
#include "task/valuecounts.h"

#include <chrono>

namespace watchbill {

// Counts in the background: what the planner expects to be expensive is not started, and what takes longer than
// the settings' time limit is given up.

/// The most tasks that are counted one by one, of each status or in all: it takes the server about 5 ms.
inline constexpr int largestBoundedCount = 50'000;

/// The time limit to be given.
inline constexpr std::chrono::milliseconds longestBoundedCount = std::chrono::seconds(1);

/// How many of the matching tasks have each value of a set's field, ignoring the filter's own set: exact if possible
/// within the bounds. Otherwise estimates of the frequent values from the table's statistics, if all tasks are asked
/// for and row security hides none. Otherwise nothing, which is no error.
Result<ValueCounts> countByValue(Connection &connection, const SessionSettings &settings,
                                 const TaskSource &source, const TaskFilter &filter, FilterSet set);

/// How many tasks match. Above the largest count it is the planner's estimate or, under row security, "at least";
/// nothing if it cannot be had within the bounds, or if the table cannot be asked for this.
Result<std::optional<Count>> countMatching(Connection &connection, const SessionSettings &settings,
                                           const TaskSource &source, const TaskFilter &filter);

} // namespace watchbill
