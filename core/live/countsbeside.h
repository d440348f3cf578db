// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/statuscounts.h"

namespace watchbill {

class TaskFeed;

/// The counters made consistent with the list that the feed shows, for the same query. If the whole list is loaded, its
/// own numbers replace the counters of its statuses; otherwise no status gets fewer tasks than are loaded.
StatusCounts countsBeside(const TaskFeed &feed, StatusCounts counted);

/// The number of tasks that match the feed's filter, from these counters. It is at least the number of tasks that are shown
/// or offered as new.
Count totalBeside(const TaskFeed &feed, const StatusCounts &counts);

} // namespace watchbill
