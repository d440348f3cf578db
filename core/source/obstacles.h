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
    Audit, // there is a table that records changes, and this role may not add to it
    Identity, // nothing identifies a row, so that another one might be changed
    Relation, // this kind of change in this relation, whatever the rights
    Mark, // deletion: rows are marked as deleted in a way that we do not know
    Right, // this kind of change by this role
};

/// What keeps every change from being made, whatever the rights and the relation.
Obstacle obstacleToWriting(const TaskSource &source);

/// What keeps tasks that are there from being changed, whatever the rights.
Obstacle obstacleToChanging(const TaskSource &source);

/// What keeps this role from deleting tasks; from setting their status; from making new ones.
Obstacle obstacleToDeleting(const TaskSource &source);
Obstacle obstacleToSettingStatus(const TaskSource &source);
Obstacle obstacleToCreating(const TaskSource &source);

} // namespace watchbill
