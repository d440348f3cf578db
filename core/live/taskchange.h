// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/task.h"

namespace watchbill {

/// What happened to a task between two polls.
struct TaskChange
{
    enum class Kind {
        Created,
        Changed, // it may have entered or left the filter
        Deleted, // or hidden from this role now
    };

    Kind kind = Kind::Changed;
    Task task; // as it is now; a deleted task as it was last seen
    Timestamp time; // the task's own; where it has none, when the change was seen

    bool operator==(const TaskChange &) const = default;
};

inline QString toText(TaskChange::Kind kind)
{
    switch (kind) {
    case TaskChange::Kind::Created:
        return QStringLiteral("created");
    case TaskChange::Kind::Changed:
        return QStringLiteral("changed");
    case TaskChange::Kind::Deleted:
        return QStringLiteral("deleted");
    }
    return {};
}

} // namespace watchbill
