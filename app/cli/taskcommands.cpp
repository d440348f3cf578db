// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "taskcommands.h"

#include "execution.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::TaskCommands)
};

UserId givenUser(const Execution &execution)
{
    return UserId(execution.given().value(u"user"_s));
}

auto theTask(const Execution &execution)
{
    return [&execution](const Task &task) { return Answer{execution.output().task(task), true, {}}; };
}

} // namespace

void createTask(Execution &execution)
{
    const CommandLine &given = execution.given();
    const auto stored = execution.service().createTask(givenUser(execution), given.value(u"type"_s),
                                                       given.value(u"metadata"_s).toUtf8());
    execution.finishWith(stored, theTask(execution));
}

void getTask(Execution &execution)
{
    execution.finishWith(
        execution.service().getTask(TaskId(execution.given().argument), givenUser(execution)),
        theTask(execution));
}

void updateTask(Execution &execution)
{
    const CommandLine &given = execution.given();
    std::optional<ResultId> result;
    if (given.has(u"result"_s))
        result = ResultId(given.value(u"result"_s));
    std::optional<QString> error;
    if (given.has(u"error"_s))
        error = given.value(u"error"_s);
    execution.finishWith(execution.service().updateTaskStatus(TaskId(given.argument),
                                                              TaskStatus::fromText(given.value(u"status"_s)),
                                                              result, error),
                         theTask(execution));
}

void deleteTask(Execution &execution)
{
    execution.finishWith(
        execution.service().deleteTask(TaskId(execution.given().argument), givenUser(execution)),
        [&execution](bool deleted) {
            Answer answer{execution.output().deleted(deleted), deleted, {}};
            // A script that deletes another user's task by mistake must notice.
            if (!deleted)
                answer.error = TaskError{
                    TaskError::Kind::NotFound,
                    Text::tr(
                        "Nothing was deleted. There is no such task of this user: it may be gone already."),
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
