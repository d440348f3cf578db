// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/taskerror.h"

#include <optional>

namespace watchbill {

struct Run;

/// Why a run cannot be undone; nothing if it can. `here` is the line of a new run, which tells where the undo would take
/// place. Conflict if the run was of another table (see isOfSameTable()) or is still under way; InvalidInput if it is an
/// undo, or if its rows are no longer kept.
std::optional<TaskError> undoRefusal(const Run &run, const Run &here);

} // namespace watchbill
