// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/statuscounts.h"

namespace watchbill {

class TaskFeed;

/// The counters as they may stand beside the list that the feed shows, whose query they are of. Where that list is
/// whole, its own numbers take the place of those of its statuses; elsewhere no status has fewer tasks than are loaded.
StatusCounts countsBeside(const TaskFeed &feed, StatusCounts counted);

/// The number of tasks that match the feed's filter, by such counters: not less than is shown or offered as new.
Count totalBeside(const TaskFeed &feed, const StatusCounts &counts);

} // namespace watchbill
