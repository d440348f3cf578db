// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/task.h"

#include <optional>

namespace watchbill {

/// From creation to the last update of a task that is over, or up to now of one that is not; in microseconds.
std::optional<qint64> taskDuration(const Task &task, Timestamp now);

} // namespace watchbill
