// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "service/deletionanswer.h"
#include "service/taskserviceparts.h"
#include "service/untouchedtask.h"
#include "service/writelink.h"

#include <QCoreApplication>

#include <optional>

namespace watchbill {

namespace {

using Kind = TaskError::Kind;

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::TaskService)
};

QVector<TaskKey> keysOf(const ResultRows &rows)
{
    QVector<TaskKey> keys;
    for (int row = 0; row < rows.count(); ++row)
        keys += TaskReader(rows).key(row);
    return keys;
}

// Where a person was told that tasks are marked, they are not to be gone for good instead.
Result<void> checkStillMarks(const std::optional<TaskSource> &known, const TaskRelation &present)
{
    if (!known || !known->deletedAt || present.deletedAt)
        return {};
    return failure(
        Kind::Conflict,
        Text::tr("The table %1.%2 no longer has the column deleted_at that marks tasks: they would be "
                 "gone for good. Look at them again, and delete them if that is meant.")
            .arg(present.schema, present.table));
}

// Whether a deletion has taken place, or why not; false if there was nothing to delete.
Result<bool> outcomeOf(const DeletionAnswer &answer, const std::optional<TaskSource> &source)
{
    using Outcome = DeletionAnswer::Outcome;
    const auto outcome = answer.outcome();
    if (!outcome)
        return false;
    switch (*outcome) {
    case Outcome::Deleted:
        break;
    case Outcome::Diverted:
        return Failure(untouchedtask::diverted());
    case Outcome::Refused:
    case Outcome::Ambiguous:
        return Failure(untouchedtask::leftAlone(source, Text::tr("Nothing was deleted."), answer.left()));
    }
    return true;
}

} // namespace

QFuture<Result<Task>> TaskService::createTask(const UserId &userId, const QString &type,
                                              const QByteArray &metadata, const TaskId &id,
                                              const std::optional<TaskStatus> &status)
{
    QVector<TypedValue> typed{
        {TaskField::Id, id.toText()}, {TaskField::UserId, userId.toText()}, {TaskField::Type, type}};
    if (status)
        typed += TypedValue{TaskField::Status, status->toText()};
    if (!metadata.isEmpty())
        typed += TypedValue{TaskField::Metadata, QString::fromUtf8(metadata)};
    return d->ask<Task>(
        TaskRequests::Place::List, {.access = Access::Write, .typed = typed},
        [=](const TaskStatements &statements) {
            return statements.create({userId, type, metadata, id, status});
        },
        Failure(untouchedtask::notFound(source())), readTask);
}

TaskId TaskService::newTaskId() const
{
    const auto known = d->session();
    return known ? TaskStatements(known->source).newId() : TaskId();
}

QFuture<Result<Task>> TaskService::updateTaskStatus(const TaskName &name, const TaskStatus &status,
                                                    const std::optional<ResultId> &resultId,
                                                    const std::optional<QString> &errorMessage)
{
    QVector<TypedValue> typed = typedValues(name) + QVector<TypedValue>{{TaskField::Status, status.toText()}};
    if (resultId)
        typed += TypedValue{TaskField::ResultId, resultId->toText()};
    if (errorMessage)
        typed += TypedValue{TaskField::ErrorMessage, *errorMessage};
    return d->ask<Task>(
        TaskRequests::Place::List, {.access = Access::Write, .typed = typed},
        [=](const TaskStatements &statements) {
            return statements.changeStatus({name, status, resultId, errorMessage});
        },
        Failure(untouchedtask::notFound(source())),
        [known = source()](Result<Task> &task, int statement, const ResultRows &rows) {
            if (statement == 0)
                readTask(task, statement, rows);
            else if (!task && rows.count() > 0)
                task =
                    Failure(untouchedtask::leftAlone(known, Text::tr("Nothing was changed."), keysOf(rows)));
        });
}

QFuture<Result<TaskLookup>> TaskService::lookUpTask(const TaskName &name)
{
    return d->ask<TaskLookup>(
        TaskRequests::Place::List, {.asksPrimary = true},
        [=](const TaskStatements &statements) { return statements.named(name); }, TaskLookup(),
        [](Result<TaskLookup> &lookup, int, const ResultRows &rows) {
            if (rows.count() > 0)
                lookup->task = TaskReader(rows).task(0);
        },
        [](TaskLookup &lookup, const Connection::Reply &reply) { lookup.serverTime = reply.serverTime; });
}

QFuture<Result<bool>> TaskService::deleteTask(const TaskName &name, const std::optional<UserId> &userId)
{
    const auto known = source();
    const auto answer = std::make_shared<DeletionAnswer>();
    return d->ask<bool>(
        TaskRequests::Place::List,
        {.access = Access::Write, .deletes = true, .typed = typedValues(name) + typedUser(userId)},
        [=](const TaskStatements &statements) -> Result<QString> {
            *answer = DeletionAnswer(statements.relation());
            if (const auto fine = checkStillMarks(known, statements.relation()); !fine)
                return Failure(fine.error());
            return statements.remove(name, userId);
        },
        false,
        [answer, known](Result<bool> &deleted, int statement, const ResultRows &rows) {
            answer->read(DeletionStatements::Statement(statement), rows);
            if (statement == DeletionStatements::After)
                deleted = outcomeOf(*answer, known);
        });
}

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

} // namespace watchbill
