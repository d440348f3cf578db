// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/task.h"
#include "task/taskerror.h"
#include "task/taskkey.h"

#include <QFuture>

namespace watchbill {

class TaskService;

// One task, made or changed as people do it: by a run, here with a journal of its own that goes with it.

/// With the id, the status and the metadata that the table gives it, where none are given. As stored.
QFuture<Result<Task>> createTask(TaskService &service, const UserId &userId, const QString &type,
                                 const QByteArray &metadata = {}, const TaskId &id = {},
                                 const std::optional<TaskStatus> &status = {});

/// As stored.
QFuture<Result<Task>> setStatus(TaskService &service, const TaskName &name, const TaskStatus &status,
                                const std::optional<ResultId> &resultId = {},
                                const std::optional<QString> &errorMessage = {});

/// False if the user has no such task.
QFuture<Result<bool>> deleteTask(TaskService &service, const TaskName &name,
                                 const std::optional<UserId> &userId);

} // namespace watchbill
