// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/task.h"

#include <chrono>
#include <optional>

namespace watchbill {

/// From creation to the last update of a task that is over, or up to now of one that is not; in microseconds.
std::optional<qint64> taskDuration(const Task &task, Timestamp now);

/// A pending task is stuck so long after it was created, a processing task so long after it was last updated.
bool isStuck(const Task &task, Timestamp now, std::chrono::minutes stuckAfter);

/// Where a profile says nothing else.
inline constexpr std::chrono::minutes usualStuckAfter{30};

} // namespace watchbill
