// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "task/taskduration.h"

#include <atomic>

namespace watchbill {

namespace {

std::atomic<std::chrono::minutes> usualLimit = standardStuckAfter;

} // namespace

std::optional<qint64> taskDuration(const Task &task, Timestamp now)
{
    if (!task.createdAt || !task.createdAt->isFinite())
        return std::nullopt;
    const std::optional<Timestamp> end = task.status.isActive() ? now : task.updatedAt;
    if (!end || !end->isFinite())
        return std::nullopt;
    qint64 duration = 0; // the server's years are from -4713 to 294276: more than 64 bits of microseconds
    if (qSubOverflow(end->toServer(), task.createdAt->toServer(), &duration))
        return std::nullopt;
    constexpr qint64 second = 1'000'000;
    return task.status.isActive() ? duration / second * second : duration;
}

bool isStuck(const Task &task, Timestamp now, std::chrono::minutes stuckAfter)
{
    const bool isPending = task.status.kind() == TaskStatus::Kind::Pending;
    if (!isPending && task.status.kind() != TaskStatus::Kind::Processing)
        return false;
    const std::optional<Timestamp> since = isPending || !task.updatedAt ? task.createdAt : task.updatedAt;
    return since && since->toServer() < now.toServer() - std::chrono::microseconds(stuckAfter).count();
}

std::chrono::minutes usualStuckAfter()
{
    return usualLimit;
}

void setUsualStuckAfter(std::chrono::minutes limit)
{
    usualLimit = limit;
}

} // namespace watchbill
