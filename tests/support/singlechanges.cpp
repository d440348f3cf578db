// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "singlechanges.h"

#include "write/runs.h"

#include <QTemporaryDir>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

QFuture<Result<SingleOutcome>> make(TaskService &service, const SingleChange &change)
{
    const auto folder = std::make_shared<QTemporaryDir>();
    return Runs(service, folder->filePath(u"journal.sqlite"_s))
        .change(change, std::make_shared<RunControl>())
        .then([folder](const Result<SingleOutcome> &outcome) { return outcome; });
}

QFuture<Result<Task>> stored(const QFuture<Result<SingleOutcome>> &made)
{
    return QFuture(made).then([](const Result<SingleOutcome> &outcome) {
        return outcome.map([](const SingleOutcome &done) { return *done.task; });
    });
}

} // namespace

QFuture<Result<Task>> createTask(TaskService &service, const UserId &userId, const QString &type,
                                 const QByteArray &metadata, const TaskId &id,
                                 const std::optional<TaskStatus> &status)
{
    return stored(make(service, NewTask{userId, type, metadata, id, status}));
}

QFuture<Result<Task>> setStatus(TaskService &service, const TaskName &name, const TaskStatus &status,
                                const std::optional<ResultId> &resultId,
                                const std::optional<QString> &errorMessage)
{
    NamedChange change{{}, name};
    change.action.kind = RunAction::Kind::SetStatus;
    change.action.status = status;
    change.action.resultId = resultId;
    change.action.errorMessage = errorMessage;
    return stored(make(service, change));
}

QFuture<Result<bool>> deleteTask(TaskService &service, const TaskName &name,
                                 const std::optional<UserId> &userId)
{
    return make(service, NamedChange{{}, name, TaskOwner{userId}})
        .then([](const Result<SingleOutcome> &outcome) {
            return outcome.map([](const SingleOutcome &done) { return done.isDone; });
        });
}

} // namespace watchbill
