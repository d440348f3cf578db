// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/task.h"

#include <chrono>
#include <optional>

namespace watchbill {

/// The time from creation to the last update, or to now for an unfinished task; in microseconds. An unfinished task's is in
/// whole seconds, as now is when the list was read.
std::optional<qint64> taskDuration(const Task &task, Timestamp now);

/// A pending task is stuck so long after it was created, a processing task so long after it was last updated.
bool isStuck(const Task &task, Timestamp now, std::chrono::minutes stuckAfter);

inline constexpr std::chrono::minutes standardStuckAfter{30};

/// The limit where a profile says nothing else, in the whole program: the standard, unless another one was set. Safe to call
/// from any thread.
std::chrono::minutes usualStuckAfter();
void setUsualStuckAfter(std::chrono::minutes limit);

} // namespace watchbill
