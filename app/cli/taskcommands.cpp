// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "taskcommands.h"

#include "lostwrite.h"
#include "source/sourcesentences.h"
#include "task/visibletext.h"
#include "terminal.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::TaskCommands)
};

// None for a task without a user.
std::optional<UserId> givenUser(const Execution &execution)
{
    if (execution.given().has(u"no-user"_s))
        return std::nullopt;
    return UserId(execution.given().value(u"user"_s));
}

// As it is given again, to look the task up.
QString userOption(const std::optional<UserId> &user)
{
    return user ? "--user "_L1 + user->toText() : u"--no-user"_s;
}

TaskName givenTask(const Execution &execution)
{
    TaskName name(TaskId(execution.given().argument));
    for (const QString &value : execution.given().values(u"key"_s))
        name.others.insert(value.section(u'=', 0, 0), value.section(u'=', 1));
    return name;
}

QString givenAgain(const TaskName &task)
{
    QString text = task.id.toText();
    for (auto other = task.others.begin(); other != task.others.end(); ++other)
        text += u" --key %1=%2"_s.arg(other.key(), other.value());
    return text;
}

auto theTask(const Execution &execution)
{
    return [&execution](const Task &task) { return Answer{execution.output().task(task), true, {}}; };
}

auto theFoundTask(const Execution &execution)
{
    return [&execution](const std::optional<Task> &task) {
        return Answer{execution.output().task(task), true, {}};
    };
}

LostWrite lostCreation(const Execution &execution, const TaskId &id, const UserId &user)
{
    LostWrite write;
    write.task = id;
    write.isDone = [](const TaskLookup &lookup) { return lookup.task.has_value(); };
    write.done = theFoundTask(execution);
    write.notDone = [](const std::optional<Task> &) { return Text::tr("Checked: the task was not stored."); };
    write.unknown = id.isEmpty()
        ? Text::tr("It is unknown whether the task was stored, and its id, assigned by the table, is "
                   "unknown too. See: watchbillctl list --user %1")
              .arg(user.toText())
        : Text::tr("The server is not reachable, so it is unknown whether the task was stored. If it was, "
                   "this finds it: watchbillctl get %1 --user %2")
              .arg(id.toText(), user.toText());
    return write;
}

// What the column makes of a value, such as a rounded number. A column of fixed length fills up with blanks.
void remarkStoredOtherwise(const TaskStatus &asked, const Task &stored)
{
    const QString inTable = stored.status.isNull() ? u"NULL"_s : stored.status.toText();
    if (inTable.trimmed() != asked.toText().trimmed())
        writeMessage(Text::tr("The table stored the status “%1” as “%2”.")
                         .arg(visibleText(asked.toText()), visibleText(inTable)));
}

struct AskedChange
{
    TaskName task;
    TaskStatus status;
    std::optional<ResultId> result;
    std::optional<QString> error;

    bool isIn(const Task &task) const
    {
        return task.status == status && (!result || task.resultId == result)
            && (!error || task.errorMessage == error);
    }
};

LostWrite lostUpdate(const Execution &execution, const AskedChange &change)
{
    QElapsedTimer sinceAsked;
    sinceAsked.start();
    LostWrite write;
    write.task = change.task;
    // It may have been like that before: updated_at tells, by the server's clock alone.
    write.isDone = [change, sinceAsked](const TaskLookup &lookup) {
        const Timestamp asked(lookup.serverTime.microseconds() - sinceAsked.nsecsElapsed() / 1000);
        return lookup.task && change.isIn(*lookup.task)
            && (!lookup.task->updatedAt || *lookup.task->updatedAt >= asked);
    };
    write.done = theFoundTask(execution);
    write.notDone = [](const std::optional<Task> &task) {
        return task ? Text::tr("Checked: the task was not changed. Its status is “%1”.")
                          .arg(task->status.isNull() ? u"NULL"_s : task->status.toText())
                    : Text::tr("Checked: there is no such task, or it is hidden from this role.");
    };
    write.unknown =
        Text::tr("The server is not reachable, so it is unknown whether the task %1 was changed. Once it "
                 "is, check status and updated_at: watchbillctl get %2 --user USER_ID")
            .arg(change.task.id.toText(), givenAgain(change.task));
    return write;
}

LostWrite lostDeletion(const Execution &execution, const TaskName &task, const std::optional<UserId> &user)
{
    LostWrite write;
    write.task = task;
    write.isDone = [](const TaskLookup &lookup) { return !lookup.task; };
    // It may have been gone before, or be another user's that this role does not see: that cannot be told any more.
    write.done = [&execution](const std::optional<Task> &) {
        writeMessage(execution.source().viewpoint.rowSecurityActive
                         ? Text::tr("Checked: the role %1 can no longer see the task.")
                               .arg(execution.source().viewpoint.role)
                         : Text::tr("Checked: the task is gone."));
        return Answer{execution.output().deleted({}), true, {}};
    };
    write.notDone = [](const std::optional<Task> &) {
        return Text::tr("Checked: nothing was deleted, the task is still there.");
    };
    write.unknown =
        Text::tr("The server is not reachable, so it is unknown whether the task was deleted. Once "
                 "it is, check with: watchbillctl get %1 %2")
            .arg(givenAgain(task), userOption(user));
    return write;
}

} // namespace

void createTask(Execution &execution)
{
    const CommandLine &given = execution.given();
    const TaskId id = execution.service().newTaskId();
    const UserId user(given.value(u"user"_s));
    const auto status =
        given.has(u"status"_s) ? std::optional(TaskStatus::fromText(given.value(u"status"_s))) : std::nullopt;
    const auto stored = execution.service().createTask(user, given.value(u"type"_s),
                                                       given.value(u"metadata"_s).toUtf8(), id, status);
    finishWrite(execution, stored, lostCreation(execution, id, user), [&execution, status](const Task &task) {
        if (status)
            remarkStoredOtherwise(*status, task);
        return theTask(execution)(task);
    });
}

void getTask(Execution &execution)
{
    execution.finishWith(execution.service().getTask(givenTask(execution), givenUser(execution)),
                         theTask(execution));
}

void updateTask(Execution &execution)
{
    const CommandLine &given = execution.given();
    AskedChange change{givenTask(execution), TaskStatus::fromText(given.value(u"status"_s)), {}, {}};
    if (given.has(u"result"_s))
        change.result = ResultId(given.value(u"result"_s));
    if (given.has(u"error"_s))
        change.error = given.value(u"error"_s);
    const LostWrite lost = lostUpdate(execution, change);
    finishWrite(execution,
                execution.service().updateTaskStatus(change.task, change.status, change.result, change.error),
                lost, [&execution, change](const Task &task) {
                    remarkStoredOtherwise(change.status, task);
                    return theTask(execution)(task);
                });
}

void deleteTask(Execution &execution)
{
    const TaskName task = givenTask(execution);
    finishWrite(
        execution, execution.service().deleteTask(task, givenUser(execution)),
        lostDeletion(execution, task, givenUser(execution)), [&execution](bool deleted) {
            Answer answer{execution.output().deleted(deleted), deleted, {}};
            if (const QString more = sourcesentences::cascadeOfDeletion(execution.source());
                deleted && !more.isEmpty())
                writeMessage(more);
            // A script that deletes another user's task by mistake must notice.
            if (!deleted)
                answer.error = TaskError{
                    TaskError::Kind::NotFound,
                    Text::tr("Nothing was deleted. This user has no such task; it may already be gone."),
                    {},
                    {}};
            return answer;
        });
}

void taskByResult(Execution &execution)
{
    execution.finishWith(
        execution.service().getTaskByResultId(ResultId(execution.given().argument), givenUser(execution)),
        [&execution](const std::optional<Task> &task) {
            return Answer{execution.output().task(task), task.has_value(), {}};
        });
}

} // namespace watchbill
