// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "source/obstacles.h"
#include "task/runaction.h"

namespace watchbill {

/// What is known of a source, in words for people: a sentence or two, or nothing where there is nothing to say.
namespace sourcesentences {

/// Why tasks cannot be changed here, or deleted where it is for that; empty for Obstacle::None.
QString about(Obstacle obstacle, const TaskSource &source);
QString obstacleToWriting(const TaskSource &source);
QString obstacleToDeleting(const TaskSource &source);
QString obstacleToSettingStatus(const TaskSource &source);
QString obstacleToCreating(const TaskSource &source);

/// Why deletions are refused where TaskRelation::unreadableMark names a type.
QString unreadableMark(const TaskRelation &relation);

/// Why tasks may be missing for reasons other than this table's row security; empty if none can be.
QString doubtOfRows(const TaskRelation &relation);

/// Which columns of a task this role may not read and are left out; empty if it may read all.
QString withheldColumns(const TaskSource &source);

/// Why a task that was named by its id alone may be left alone; empty if ids are unique.
QString doubtOfId(const TaskRelation &relation);

/// Why nothing that is there can be changed; empty if rows can be identified.
QString missingKey(const TaskRelation &relation);

/// What is deleted with a task; empty if nothing is.
QString cascadeOfDeletion(const TaskRelation &relation);

/// What may happen instead of a deletion, and which part cannot be undone; empty if a deletion only deletes.
QString doubtOfDeletion(const TaskSource &source);

/// Why this role could not undo such a change; empty if the catalogue names no reason.
QString obstacleToUndoing(RunAction::Kind change, const TaskSource &source);

/// Which columns of a task its copy does not get; empty if it gets all.
QString notCopied(const TaskRelation &relation);

/// What has changed about the tasks' relation, each in a few words; empty if nothing visible has.
QString changes(const TaskRelation &before, const TaskRelation &now);

/// The values of a key besides the id with their columns, as in "tenant=acme"; empty if there are none.
QString restOf(const TaskRelation &relation, const TaskKey &key);

/// The keys of several tasks that have one id, to tell which one is meant; empty where the table has no such key.
QString tellApart(const TaskRelation &relation, const QVector<TaskKey> &keys);

} // namespace sourcesentences

} // namespace watchbill
