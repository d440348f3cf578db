// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/taskerror.h"

namespace watchbill {

struct TaskCatalogue;

/// Unsupported if there is no such table or it lacks columns that a task must have (the message names
/// them, tables that would do, and a view that gives columns the names that are needed).
Result<void> checkTaskTable(const TaskCatalogue &catalogue);

} // namespace watchbill
