// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "source/tasksource.h"

namespace watchbill {

/// Why tasks cannot be changed. See sourcesentences for the words.
enum class Obstacle {
    None,
    ViewAs, // what Watchbill itself refuses: see Restraint
    Profile,
    Locked,
    Standby, // what the server refuses: any change
    ReadOnlyLogin,
    Audit, // changes are recorded in a table that this role may not insert into
    Identity, // rows cannot be identified, so another one might be changed
    Relation, // this kind of change in this relation, for any role
    Mark, // deletion: rows are marked as deleted in a way that we do not know
    Right, // this kind of change by this role
};

/// Why no change can be made at all, regardless of rights and relation.
Obstacle obstacleToWriting(const TaskSource &source);

/// Why existing tasks cannot be changed, regardless of rights.
Obstacle obstacleToChanging(const TaskSource &source);

/// Why this role cannot delete tasks, set their status, or create tasks.
Obstacle obstacleToDeleting(const TaskSource &source);
Obstacle obstacleToSettingStatus(const TaskSource &source);
Obstacle obstacleToCreating(const TaskSource &source);

} // namespace watchbill
