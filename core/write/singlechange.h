// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "statement/runstatements.h"
#include "statement/taskstatements.h"

#include <variant>

namespace watchbill {

/// What to do with the task of a name, whatever its values are at that time.
struct NamedChange
{
    RunAction action; // Delete or SetStatus
    TaskName task;
    std::optional<TaskOwner> owner{};
};

/// A change of one task, or a new one.
using SingleChange = std::variant<NamedChange, NewTask>;

struct SingleOutcome
{
    bool isDone = false; // false: there was no task to delete
    std::optional<Task> task{}; // as stored; none if it was deleted
    bool wasLookedUp = false; // because the answer was lost
};

} // namespace watchbill
