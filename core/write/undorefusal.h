// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/taskerror.h"

#include <optional>

namespace watchbill {

struct Run;

/// Why a run of the journal cannot be undone where `here` is a line of a new run, see isOfSameTable(): Conflict if it was
/// of another database or table, or is still under way; InvalidInput if it is an undo, or if its rows are no longer kept.
std::optional<TaskError> undoRefusal(const Run &run, const Run &here);

} // namespace watchbill
