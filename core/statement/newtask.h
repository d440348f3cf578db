// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "statement/chosentasks.h"
#include "task/runaction.h"

namespace watchbill {

/// The defaults of a new row of a relation.
namespace newtask {

/// An id by which a new row can be looked up, should its answer be lost; empty where the table makes its own.
TaskId newId(const TaskRelation &relation);

/// Unsupported if the table leaves ids to others, and newId() has none either.
Result<void> checkAssignsIds(const TaskRelation &relation);

/// The status of a new task: the given one, else what the table gives it (std::nullopt), else "pending" where there is such
/// a status. InvalidInput where there is not.
Result<std::optional<QString>> firstStatus(const TaskRelation &relation,
                                           const std::optional<TaskStatus> &status);

/// InvalidInput if the metadata is no JSON object, or one that the column cannot hold.
Result<void> checkMetadata(const QByteArray &metadata, const TaskColumn &column);

/// A statement that makes a copy of one task that is there, as a new task; it returns what RunStatements::Write does, of
/// the new row. InvalidInput; Unsupported.
Result<QString> copyOf(const TaskSource &source, const ChosenTasks &chosen, const RunAction &action);

} // namespace newtask

} // namespace watchbill
