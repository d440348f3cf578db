// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "service/taskrequests.h"
#include "service/taskservice.h"

namespace watchbill {

// What the files share that TaskService is written in: taskservice.cpp, which reads, and taskservicewrites.cpp.

struct TaskService::Private : TaskRequests
{
    using TaskRequests::TaskRequests;

    std::optional<QString> regularPassword; // asked for since
    std::optional<QString> servicePassword;
};

} // namespace watchbill
