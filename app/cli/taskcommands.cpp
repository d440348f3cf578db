// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "taskcommands.h"

#include "singlewrite.h"
#include "source/sourcesentences.h"
#include "task/visibletext.h"
#include "terminal.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

struct Texts
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

// What the column makes of a value, such as a rounded number. A column of fixed length fills up with blanks.
void remarkStoredOtherwise(const TaskStatus &asked, const Task &stored)
{
    const QString inTable = stored.status.isNull() ? u"NULL"_s : stored.status.toText();
    if (inTable.trimmed() != asked.toText().trimmed())
        writeMessage(Texts::tr("The table stored the status “%1” as “%2”.")
                         .arg(visibleText(asked.toText()), visibleText(inTable)));
}

void begin(Execution &execution, const SingleChange &change, const SingleWrite::ToAnswer &toAnswer,
           const QString &unknown)
{
    (new SingleWrite(execution, change, toAnswer, unknown))->begin(); // belongs to the execution
}

Answer answerToDeletion(const Execution &execution, const SingleOutcome &outcome)
{
    const TaskSource &source = execution.source();
    // It may have been gone before, or be another user's that this role does not see: that cannot be told any more.
    if (outcome.wasLookedUp) {
        writeMessage(
            source.viewpoint.rowSecurityActive
                ? Texts::tr("Checked: the role %1 can no longer see the task.").arg(source.viewpoint.role)
                : Texts::tr("Checked: the task is gone."));
        return {execution.output().deleted({}), true, {}};
    }
    Answer answer{execution.output().deleted(outcome.isDone), outcome.isDone, {}};
    if (const QString more = sourcesentences::cascadeOfDeletion(source); outcome.isDone && !more.isEmpty())
        writeMessage(more);
    // A script that deletes another user's task by mistake must notice.
    if (!outcome.isDone)
        answer.error =
            TaskError{TaskError::Kind::NotFound,
                      Texts::tr("Nothing was deleted. This user has no such task; it may already be gone."),
                      {},
                      {}};
    return answer;
}

} // namespace

void createTask(Execution &execution)
{
    const CommandLine &given = execution.given();
    NewTask task{
        UserId(given.value(u"user"_s)), given.value(u"type"_s), given.value(u"metadata"_s).toUtf8(), {}};
    if (given.has(u"status"_s))
        task.status = TaskStatus::fromText(given.value(u"status"_s));
    begin(
        execution, task,
        [&execution, status = task.status](const SingleOutcome &outcome) {
            if (status)
                remarkStoredOtherwise(*status, *outcome.task);
            return theTask(execution)(*outcome.task);
        },
        Texts::tr(
            "The server is not reachable, so the task may or may not have been created. To check: watchbillctl list --user %1")
            .arg(task.userId.toText()));
}

void getTask(Execution &execution)
{
    execution.finishWith(execution.service().getTask(givenTask(execution), givenUser(execution)),
                         theTask(execution));
}

void updateTask(Execution &execution)
{
    const CommandLine &given = execution.given();
    NamedChange change{{}, givenTask(execution)};
    change.action.kind = RunAction::Kind::SetStatus;
    change.action.status = TaskStatus::fromText(given.value(u"status"_s));
    if (given.has(u"result"_s))
        change.action.resultId = ResultId(given.value(u"result"_s));
    if (given.has(u"error"_s))
        change.action.errorMessage = given.value(u"error"_s);
    begin(
        execution, change,
        [&execution, status = change.action.status](const SingleOutcome &outcome) {
            remarkStoredOtherwise(status, *outcome.task);
            return theTask(execution)(*outcome.task);
        },
        Texts::tr(
            "The server is not reachable, so the task %1 may or may not have been changed. To check status and updated_at: watchbillctl get %2 --user USER_ID")
            .arg(change.task.id.toText(), givenAgain(change.task)));
}

void deleteTask(Execution &execution)
{
    const TaskName task = givenTask(execution);
    begin(
        execution, NamedChange{{}, task, TaskOwner{givenUser(execution)}},
        [&execution](const SingleOutcome &outcome) { return answerToDeletion(execution, outcome); },
        Texts::tr(
            "The server is not reachable, so the task may or may not have been deleted. To check: watchbillctl get %1 %2")
            .arg(givenAgain(task), userOption(givenUser(execution))));
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
