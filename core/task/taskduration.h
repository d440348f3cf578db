// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/task.h"

#include <chrono>
#include <optional>

namespace watchbill {

/// From creation to the last update of a task that is over, or up to now of one that is not; in microseconds.
std::optional<qint64> taskDuration(const Task &task, Timestamp now);

/// A pending task is stuck this long after it was created, a processing task this long after it was last updated.
inline constexpr std::chrono::minutes stuckAfter{30};
bool isStuck(const Task &task, Timestamp now);

} // namespace watchbill
