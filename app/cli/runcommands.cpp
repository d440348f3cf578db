// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "runcommands.h"

#include "confirmedrun.h"
#include "execution.h"
#include "filter/querytext.h"
#include "listcommands.h"
#include "settling.h"
#include "source/obstacles.h"
#include "source/sourcesentences.h"
#include "statement/runstatements.h"
#include "taskcommands.h"
#include "write/runs.h"
#include "write/runwork.h"
#include "write/undorefusal.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::RunCommands)
};

Runs runsOf(Execution &execution)
{
    return Runs(execution.service(), Journal::defaultFile());
}

Run::Kind kindOf(const RunAction &action)
{
    switch (action.kind) {
    case RunAction::Kind::Delete:
        return Run::Kind::Delete;
    case RunAction::Kind::SetStatus:
        return Run::Kind::ChangeStatus;
    case RunAction::Kind::RunAgain:
        break;
    }
    return Run::Kind::RunAgain;
}

void propose(Execution &execution, const RunOrder &order, const Result<QVector<DependentRows>> &dependents)
{
    const TaskSource &source = execution.source();
    const ConnectionProfile profile = execution.service().profile();
    ProposedRun proposed;
    proposed.preview = previewOf(order, dependents, source, profile);
    proposed.kind = kindOf(order.action);
    proposed.obstacle = obstacleTo(order.action, source, profile);
    proposed.nothing = Texts::tr("No task matches, so nothing was changed.");
    proposed.start = [&execution, order](const RunControlPointer &control,
                                         const std::optional<JournalLimits> &limits) {
        RunOrder limited = order;
        limited.limits = limits;
        return runsOf(execution).start(limited, control);
    };
    (new ConfirmedRun(execution, proposed))->begin(); // belongs to the execution
}

// What goes with the tasks is counted before it is asked.
void proposeWithDependents(Execution &execution, const RunOrder &order)
{
    if (order.action.kind != RunAction::Kind::Delete || order.tasks.count() == 0)
        return propose(execution, order, QVector<DependentRows>());
    onFinished(runsOf(execution).dependents(order.tasks), &execution,
               [&execution, order](const Result<QVector<DependentRows>> &dependents) {
                   propose(execution, order, dependents);
               });
}

void changeMatching(Execution &execution, const RunAction &action)
{
    if (const auto possible = RunStatements(execution.source()).check(action); !possible)
        return finishWithout(execution, possible.error());
    if (!openJournal(execution))
        return;
    settleInterrupted(execution, [&execution, action] {
        const TaskFilter filter = execution.given().query.filter();
        tellWhatIsSlow(execution, filter);
        onFinished(runsOf(execution).collect(filter, std::make_shared<RunControl>()), &execution,
                   [&execution, action, filter](const Result<ConfirmedTasks> &tasks) {
                       if (tasks)
                           proposeWithDependents(execution, {action, *tasks, query::print(filter)});
                       else
                           finishWithout(execution, tasks.error());
                   });
    });
}

void proposeUndo(Execution &execution, const Run &run)
{
    const TaskSource &source = execution.source();
    const QString profile = execution.service().profile().name;
    if (const auto refusal = undoRefusal(run, lineOf(source, profile)))
        return finishWithout(execution, *refusal);
    ProposedRun proposed;
    proposed.preview = previewOfUndo(run, source, execution.service().profile());
    proposed.kind = Run::Kind::Undo;
    proposed.undone = run.kind;
    proposed.obstacle = sourcesentences::about(obstacleToWriting(source), source);
    proposed.nothing = Texts::tr("Nothing left to undo.");
    proposed.start = [&execution, number = run.number](const RunControlPointer &control, const auto &) {
        return runsOf(execution).undo(number, control);
    };
    (new ConfirmedRun(execution, proposed))->begin(); // belongs to the execution
}

} // namespace

Result<void> checkSaysWhich(const CommandLine &given)
{
    if (!given.query.where && !given.query.view)
        return failure(TaskError::Kind::InvalidInput,
                       Texts::tr("The command %1 needs --where QUERY or --view NAME to select tasks.")
                           .arg(given.command->name));
    if (!given.query.filter().isEmpty())
        return {};
    // An unset variable of a script, perhaps.
    return failure(
        TaskError::Kind::InvalidInput,
        Texts::tr(
            "The query is empty and would match all tasks. To select all of them on purpose: --where 'created:null OR -created:null'"));
}

Result<void> checkSetStatus(const CommandLine &given)
{
    if (given.argument.isEmpty())
        return failure(TaskError::Kind::InvalidInput, Texts::tr("The argument STATUS must not be empty."));
    return checkSaysWhich(given);
}

Result<void> checkRunNumber(const CommandLine &given)
{
    bool isNumber = false;
    if (given.argument.toLongLong(&isNumber) > 0 && isNumber)
        return {};
    return failure(TaskError::Kind::InvalidInput,
                   Texts::tr("RUN is the number of a run, as watchbillctl history prints it."));
}

void deleteTasks(Execution &execution)
{
    if (execution.given().argument.isEmpty())
        changeMatching(execution, {});
    else
        deleteTask(execution);
}

void setStatus(Execution &execution)
{
    RunAction action;
    action.kind = RunAction::Kind::SetStatus;
    action.status = TaskStatus::fromText(execution.given().argument);
    if (execution.given().has(u"result"_s))
        action.resultId = ResultId(execution.given().value(u"result"_s));
    if (execution.given().has(u"error"_s))
        action.errorMessage = execution.given().value(u"error"_s);
    changeMatching(execution, action);
}

void rerunTasks(Execution &execution)
{
    const CommandLine &given = execution.given();
    RunAction action;
    action.kind = RunAction::Kind::RunAgain;
    action.originKey = execution.service().profile().originKey;
    if (given.has(u"type"_s))
        action.type = given.value(u"type"_s);
    if (given.has(u"user"_s))
        action.userId = UserId(given.value(u"user"_s));
    if (given.has(u"metadata"_s))
        action.metadata = given.value(u"metadata"_s).toUtf8();
    action.addsMetadata = given.has(u"add-metadata"_s);
    if (action.addsMetadata)
        action.metadata = given.value(u"add-metadata"_s).toUtf8();
    changeMatching(execution, action);
}

void undoRun(Execution &execution)
{
    if (!openJournal(execution))
        return;
    settleInterrupted(execution, [&execution] {
        const auto journal = openJournal(execution);
        if (!journal)
            return;
        const auto run = journal->run(execution.given().argument.toLongLong());
        if (run)
            proposeUndo(execution, *run);
        else
            finishWithout(execution, run.error());
    });
}

} // namespace watchbill
