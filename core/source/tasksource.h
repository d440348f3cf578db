// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "source/taskaccess.h"
#include "source/taskrelation.h"

namespace watchbill {

/// What is known of the tasks' relation and of our access to it since connecting. Who holds one has both; a function
/// takes the part that it needs.
struct TaskSource : TaskRelation, TaskAccess
{
    bool operator==(const TaskSource &) const = default;
};

} // namespace watchbill
