// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "session/session.h"
#include "task/statuscounts.h"

namespace watchbill {

/// Counts the matching tasks of each status up to `cap`; what is more becomes the planner's estimate, or
/// stays "at least" where row security is active: the planner knows rows that this role cannot see.
Result<StatusCounts> countByStatus(Connection &connection, const SessionSettings &settings,
                                   const TaskSource &source, const TaskFilter &filter, int cap);

void readCounts(StatusCounts &counts, const ResultRows &rows);

} // namespace watchbill
