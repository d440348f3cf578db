// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "statement/taskconditions.h"
#include "task/taskversion.h"

namespace watchbill {

/// Tasks in the state in which a person saw them, as a table "shown" that statements join with the tasks' own, t.
struct ChosenTasks
{
    QString list; // the table
    QString condition; // a row of t is one of them, by its key
    QString isAsSeen; // it still has that status and updated_at
    QString isOnlyOne; // nothing else has its key: see TaskConditions::isOnlyOne()
    QString
        keys; // the key by which it was chosen, as taskcolumns::keyList() has one: a change may give it another
    qsizetype most = 0; // rows, if keys are unique

    /// By place, the server finds a row without its indexes, but only where it still has the place of its version.
    enum class By { Key, Place };
    static Result<ChosenTasks> of(const TaskRelation &relation, const QVector<TaskVersion> &versions,
                                  By by = By::Key);
};

} // namespace watchbill
