// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "service/taskrequests.h"
#include "service/taskservice.h"
#include "source/taskreader.h"

namespace watchbill {

// What the files share that TaskService is written in: taskservice.cpp, which reads, and taskservicewrites.cpp.

struct TaskService::Private : TaskRequests
{
    using TaskRequests::TaskRequests;

    std::optional<QString> regularPassword; // asked for since
    std::optional<QString> servicePassword;
};

inline void readTask(Result<Task> &task, int, const ResultRows &rows)
{
    if (rows.count() > 0)
        task = TaskReader(rows).task(0);
}

inline QVector<TypedValue> typedUser(const std::optional<UserId> &user)
{
    return user ? QVector<TypedValue>{{{}, user->toText()}} : QVector<TypedValue>();
}

} // namespace watchbill
