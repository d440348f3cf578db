// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/task.h"

#include <optional>

namespace watchbill {

/// What the server has of a task, and when that was.
struct TaskLookup
{
    std::optional<Task> task; // whole; none if there is none that can be seen
    Timestamp serverTime; // by the server's clock, right before it looked
};

} // namespace watchbill
