// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/task.h"

#include <QVector>

namespace watchbill {

/// The outcome of a deletion; each task is in exactly one of the lists.
struct DeletionReport
{
    QVector<TaskKey> deleted; // no longer there, or marked by its deleted_at
    QVector<TaskKey> changed; // kept: the status or updated_at is no longer as shown
    QVector<TaskKey> refused; // kept: still as shown, so row security, a trigger or a rule did not let it go
    QVector<TaskKey> gone; // somebody else had deleted it already, or it is hidden from this role now
    QVector<TaskKey> ambiguous = {}; // kept: other tasks have the same id, see sourcesentences::doubtOfId()
    QVector<TaskKey> diverted = {}; // still there, but a trigger or rule of the table has changed it instead

    bool operator==(const DeletionReport &) const = default;
};

} // namespace watchbill
