// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "source/taskaccess.h"
#include "source/taskrelation.h"

namespace watchbill {

/// What we learned on connecting about the tasks' relation and our access to it. A holder has both parts; a function
/// takes the part that it needs.
struct TaskSource : TaskRelation, TaskAccess
{
    /// SELECT … FOR UPDATE takes the right to update, and a table of this server.
    bool canLockRows() const { return mayUpdate && isTable() && !isElsewhere(); }

    bool operator==(const TaskSource &) const = default;
};

} // namespace watchbill
