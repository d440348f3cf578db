// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "write/runs.h"

#include "service/taskservice.h"
#include "statement/probestatements.h"
#include "write/childrenfirst.h"
#include "write/settlement.h"
#include "write/singlework.h"
#include "write/undorefusal.h"
#include "write/undowork.h"

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

constexpr int rowsSettledAtOnce = 1'000;

// Work whose answer is more than whether it went well.
template<typename T>
QFuture<Result<T>> answered(TaskService &service, const std::function<Result<T>(WriteLink &)> &work)
{
    const auto answer = std::make_shared<std::optional<T>>();
    return service
        .write([=](WriteLink &link) -> Result<void> {
            return work(link).map([&](const T &value) { *answer = value; });
        })
        .then([answer](const Result<void> &done) { return done.map([&] { return **answer; }); });
}

// What refers to a task is deleted before it.
Result<ConfirmedTasks> inOrder(WriteLink &link, const RunOrder &order, const RunControl &control)
{
    const TaskSource &source = link.source();
    const bool isDeletion = order.action.kind == RunAction::Kind::Delete && !source.deletedAt;
    return isDeletion && source.refersToItself ? childrenFirst(link, order.tasks, control)
                                               : Result<ConfirmedTasks>(order.tasks);
}

Result<Run> close(Journal &journal, qint64 number, const Result<void> &made)
{
    return endRun(journal, number, made).and_then([&] { return journal.run(number); });
}

Result<void> settle(WriteLink &link, Journal &journal, const Run &run)
{
    for (;;) {
        const auto rows = journal.rows(run.number, {statesUnsettled(), 0, rowsSettledAtOnce, {}});
        if (!rows || rows->isEmpty())
            return rows.map([](const auto &) {});
        if (const auto settled = Settlement(link, journal, run).settle(*rows); !settled)
            return Failure(settled.error());
    }
}

} // namespace

QFuture<Result<Run>> Runs::write(const Work &work) const
{
    return answered<Run>(m_service, [=, file = m_journal](WriteLink &link) -> Result<Run> {
        const auto journal = Journal::open(file);
        return journal ? work(link, **journal) : Result<Run>(Failure(journal.error()));
    });
}

QFuture<Result<ConfirmedTasks>> Runs::collect(const TaskFilter &filter,
                                              const RunControlPointer &control) const
{
    return answered<ConfirmedTasks>(m_service, [=](WriteLink &link) -> Result<ConfirmedTasks> {
        const auto statement = RunStatements(link.source()).versions(filter);
        if (!statement)
            return Failure(statement.error());
        link.setTyped(typedValues(filter));
        ConfirmedTasks::Writer writer(1 + int(link.source().restOfKey.size()));
        Result<void> written;
        const auto copied = link.copyOut(*statement, [&](const char *data, qsizetype size) {
            written = writer.add({data, size});
            return written && !control->isCancelled();
        });
        if (!written)
            return Failure(written.error());
        return copied.and_then([&] { return writer.finish(); });
    });
}

QFuture<Result<QVector<DependentRows>>> Runs::dependents(const ConfirmedTasks &tasks) const
{
    return answered<QVector<DependentRows>>(
        m_service, [tasks](WriteLink &link) { return countDependents(link, tasks); });
}

QString Runs::connectionName() const
{
    const QString name = m_service.profile().name;
    return name.isEmpty() ? m_title : name;
}

QFuture<Result<Run>> Runs::start(const RunOrder &order, const RunControlPointer &control) const
{
    const QString profile = connectionName();
    return write([=](WriteLink &link, Journal &journal) -> Result<Run> {
        Run line = lineOf(order, link.source(), profile);
        const auto begun = journal.begin(line);
        if (!begun)
            return Failure(begun.error());
        line.number = begun->number;
        control->begin(line.number, order.tasks.count());
        const auto tasks = inOrder(link, order, *control);
        if (!tasks)
            return close(journal, line.number, Failure(tasks.error()));
        const RunOrder ordered{order.action, *tasks, order.query, order.limits};
        RunWork work(link, journal, *control, ordered, line);
        return close(journal, line.number, work.run());
    });
}

QFuture<Result<SingleOutcome>> Runs::change(const SingleChange &change,
                                            const RunControlPointer &control) const
{
    const QString profile = connectionName();
    return answered<SingleOutcome>(
        m_service, [=, file = m_journal](WriteLink &link) -> Result<SingleOutcome> {
            const auto journal = Journal::open(file);
            if (!journal)
                return Failure(journal.error());
            return SingleWork(link, **journal, *control, change).run(lineOf(link.source(), profile));
        });
}

QFuture<Result<Run>> Runs::undo(qint64 number, const RunControlPointer &control) const
{
    const QString profile = connectionName();
    return write([=](WriteLink &link, Journal &journal) -> Result<Run> {
        const auto undone = journal.run(number);
        if (!undone)
            return undone;
        if (const auto refusal = undoRefusal(*undone, lineOf(link.source(), profile)))
            return Failure(*refusal);
        if (const auto settled = settle(link, journal, *undone); !settled)
            return Failure(settled.error());
        Run line = lineOf(link.source(), profile);
        line.kind = Run::Kind::Undo;
        line.query = undone->query;
        line.undoes = number;
        line.asked = journal.run(number)->rows.value(RowState::Done);
        const auto begun = journal.begin(line);
        if (!begun)
            return Failure(begun.error());
        line.number = begun->number;
        control->begin(line.number, line.asked);
        UndoWork work(link, journal, *control, *undone, line);
        return close(journal, line.number, work.run());
    });
}

QFuture<Result<int>> Runs::settleInterrupted() const
{
    const QString profile = connectionName();
    return answered<int>(m_service, [=, file = m_journal](WriteLink &link) -> Result<int> {
        const auto journal = Journal::open(file);
        if (!journal)
            return Failure(journal.error());
        const auto runs = (*journal)->unsettled();
        if (!runs)
            return Failure(runs.error());
        int settled = 0;
        for (const qint64 number : *runs) {
            const auto run = (*journal)->run(number);
            if (!run)
                return Failure(run.error());
            if (!isOfSameTable(*run, lineOf(link.source(), profile)))
                continue;
            if (const auto done = settle(link, **journal, *run); !done)
                return Failure(done.error());
            ++settled;
        }
        return settled;
    });
}

} // namespace watchbill
