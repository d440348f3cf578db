// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "source/taskrelation.h"
#include "task/taskerror.h"

namespace watchbill {

/// What an UPDATE sets to change a task's status: the status, updated_at by the server's clock, and the result and error
/// where given. InvalidInput; Unsupported if the server makes the values of such a column itself.
Result<QString> statusAssignments(const TaskRelation &relation, const TaskStatus &status,
                                  const std::optional<ResultId> &resultId,
                                  const std::optional<QString> &errorMessage);

/// Unsupported if the server makes each value of the column itself.
Result<void> checkTakesValues(const TaskRelation &relation, TaskField field);

/// InvalidInput if it is.
Result<void> checkNotEmpty(TaskField field, const QString &text);

} // namespace watchbill
