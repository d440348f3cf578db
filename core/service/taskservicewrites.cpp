// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "service/taskserviceparts.h"
#include "service/writelink.h"
#include "statement/lockstatements.h"

#include <optional>

namespace watchbill {

std::chrono::milliseconds TaskService::longestWrite() const
{
    return d->profile.timeLimit;
}

QFuture<Result<void>> TaskService::write(const LongWrite &work)
{
    const auto known = d->session();
    if (!known)
        return TaskRequests::ready<void>(TaskRequests::notConnected());
    const bool isElsewhere = known->source.server.writesToPrimary;
    return d->runAside(d->runner, TaskRequests::Topic::Each,
                       [=, limit = d->profile.timeLimit](Connection &connection) {
                           connection.use(isElsewhere ? known->settings.forWriting() : known->settings);
                           WriteLink link(connection, *known, limit);
                           return work(link);
                       });
}

QFuture<Result<QVector<LockHolder>>> TaskService::lockHolders(int waitingPid)
{
    using Column = lockstatements::Column;
    return d->ask<QVector<LockHolder>>(
        TaskRequests::Place::Aside, {.limit = d->asideLimit(), .asksPrimary = true},
        [=](const TaskStatements &) -> Result<QString> { return lockstatements::holders(waitingPid); },
        QVector<LockHolder>(),
        [](Result<QVector<LockHolder>> &holders, int, const ResultRows &rows) {
            for (int row = 0; row < rows.count(); ++row)
                *holders +=
                    LockHolder{int(rows.integer(row, Column::Pid)), rows.text(row, Column::User),
                               rows.text(row, Column::Application),
                               rows.isNull(row, Column::Since)
                                   ? std::nullopt
                                   : std::optional(Timestamp::fromServer(rows.integer(row, Column::Since))),
                               rows.text(row, Column::Query)};
        });
}

} // namespace watchbill
