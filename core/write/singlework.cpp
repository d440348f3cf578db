// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "write/singlework.h"

#include "filter/querytext.h"
#include "journal/runfacts.h"
#include "service/untouchedtask.h"
#include "statement/restorestatements.h"
#include "statement/runstatements.h"
#include "statement/taskreader.h"
#include "write/audit.h"
#include "write/chunkanswer.h"
#include "write/runwork.h"
#include "write/settlement.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

using Kind = TaskError::Kind;

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::SingleWork)
};

constexpr int mostTries = 5; // where it cannot be locked, and others change it

bool deletes(const NamedChange &change)
{
    return change.action.kind == RunAction::Kind::Delete;
}

QString nothingWasDone(const NamedChange &change)
{
    return deletes(change) ? Texts::tr("Nothing was deleted.") : Texts::tr("Nothing was changed.");
}

QVector<TypedValue> typedIn(const NamedChange &change)
{
    QVector<TypedValue> typed = typedValues(change.task);
    if (change.owner && change.owner->user)
        typed += TypedValue{{}, change.owner->user->toText()};
    if (deletes(change))
        return typed;
    typed += TypedValue{TaskField::Status, change.action.status.toText()};
    if (change.action.resultId)
        typed += TypedValue{TaskField::ResultId, change.action.resultId->toText()};
    if (change.action.errorMessage)
        typed += TypedValue{TaskField::ErrorMessage, *change.action.errorMessage};
    return typed;
}

QVector<TypedValue> typedIn(const NewTask &task)
{
    QVector<TypedValue> typed{{TaskField::Id, task.id.toText()},
                              {TaskField::UserId, task.userId.toText()},
                              {TaskField::Type, task.type}};
    if (task.status)
        typed += TypedValue{TaskField::Status, task.status->toText()};
    if (!task.metadata.isEmpty())
        typed += TypedValue{TaskField::Metadata, QString::fromUtf8(task.metadata)};
    return typed;
}

// What the line says of the change itself.
void describe(Run &line, const NamedChange &change, const TaskSource &source)
{
    const Run run = lineOf(RunOrder{change.action, {}, {}}, source, line.profile);
    line.kind = run.kind;
    line.details = run.details;
}

void describe(Run &line, const NewTask &task, const TaskSource &)
{
    line.kind = Run::Kind::Create;
    RunFacts facts;
    facts.type = task.type;
    facts.userId = task.userId;
    line.details = facts.toText();
}

TaskKey keyOf(const Task &task, const TaskSource &source)
{
    return source.key.isEmpty() ? TaskKey(task.id) : task.key();
}

// A status may be part of the key.
TaskKey keyWith(const TaskStatus &status, TaskKey key, const TaskSource &source)
{
    for (qsizetype i = 0; i < std::min(key.rest.size(), source.restOfKey.size()); ++i) {
        if (source.restOfKey[i].name == source.columns[TaskField::Status].name)
            key.rest[i] = status.toText();
    }
    return key;
}

} // namespace

SingleWork::SingleWork(WriteLink &link, Journal &journal, RunControl &control, const SingleChange &change)
    : m_link(link)
    , m_journal(journal)
    , m_control(control)
    , m_change(change)
{
    // One id however often it is tried, so that it cannot be stored twice.
    if (auto *task = std::get_if<NewTask>(&m_change); task && task->id.isEmpty())
        task->id = TaskStatements(m_link.source()).newId();
}

Result<SingleOutcome> SingleWork::run(const Run &line)
{
    m_line = line;
    m_line.asked = 1;
    std::visit(
        [this](const auto &change) {
            describe(m_line, change, m_link.source());
            m_link.setTyped(typedIn(change));
        },
        m_change);
    m_link.setNamedAnew();
    ChunkLoop<Item, SingleWork> loop(m_link, m_control, *this);
    const auto made = loop.make({Item()});
    // The change itself is known by now. What the journal cannot keep of it is looked up by the next command.
    if (m_line.number > 0)
        endRun(m_journal, m_line.number, made);
    if (!made)
        return Failure(made.error());
    if (m_refusal)
        return Failure(*m_refusal);
    return m_outcome;
}

Result<QMap<RowState, qint64>> SingleWork::attempt(const QVector<Item> &)
{
    m_row.reset();
    m_outcome = {};
    m_refusal.reset();
    const auto make = [this] {
        return std::visit([this](const auto &change) { return this->make(change); }, m_change);
    };
    auto made = make();
    // What the table could not do when it was read, it may be able to do by now.
    if (!made && made.error().kind == Kind::Unsupported && made.error().sqlState.isEmpty())
        made = m_link.renew().and_then(make);
    if (!made) {
        if (m_row && !mayHaveBeenDone(made.error()))
            m_journal.drop(m_line.number, {m_row->number});
        return Failure(made.error());
    }
    if (m_row && m_row->state == RowState::Going)
        m_journal.settle(m_line.number, {m_row->number}, RowState::Done);
    return QMap<RowState, qint64>();
}

Result<void> SingleWork::make(const NewTask &task)
{
    const TaskSource source = m_link.source();
    const auto statement = TaskStatements(source).create(task);
    if (!statement)
        return Failure(statement.error());
    JournalRow row;
    QStringList columns;
    bool isLooking = false;
    WholeRows later;
    const auto read = [&](int, const ResultRows &rows) {
        if (isLooking && rows.columns() > 0 && !m_row)
            later.read(rows);
        if (isLooking || rows.count() == 0)
            return;
        m_outcome.task = TaskReader(rows).task(0);
        row.key = keyOf(*m_outcome.task, source);
        row.after.emplace();
        for (int column = taskcolumns::count; column < rows.columns() - 1; ++column) {
            columns += rows.columnName(column);
            *row.after += rows.optionalBytes(0, column);
        }
    };
    return m_link.transact(WriteLink::Change::Other, *statement + u';', read, [&]() -> Result<QString> {
        if (m_row) // and recorded
            return QString();
        m_outcome.isDone = m_outcome.task.has_value();
        if (m_outcome.isDone && !isLooking && !source.insertsForGood()) {
            isLooking = true; // a trigger may have made another row of it since
            return RestoreStatements(source).afterTriggers({row.key});
        }
        if (later.contains(row.key))
            row.after = later.whole(row.key).values;
        if (m_outcome.isDone)
            return keep(row, columns);
        m_refusal =
            untouchedtask::notFound(source); // a trigger or rule of the table has it elsewhere, or nowhere
        return QString();
    });
}

// What is there, and the change of it, in one transaction. Where the row cannot be locked it may change in between; then nothing
// is done, and it is looked at again.
Result<void> SingleWork::make(const NamedChange &change)
{
    for (int tries = 1;; ++tries) {
        const TaskSource source = m_link.source();
        const RunStatements statements(source);
        const auto named = statements.check(change.action).and_then([&] {
            return statements.named(change.action, change.task, change.owner);
        });
        if (!named)
            return Failure(named.error());
        ChunkAnswer answer(source, change.action);
        QVector<Task> found;
        bool isOwners = false;
        int message = 0;
        bool isConcluded = false;
        const auto read = [&](int statement, const ResultRows &rows) {
            if (message == 0 && statement == RunStatements::Named) {
                TaskReader reader(rows);
                for (int row = 0; row < rows.count(); ++row) {
                    found += reader.task(row);
                    isOwners |= rows.boolean(row, RunStatements::isOfOwner);
                }
            } else if (message == 2 && !isConcluded) {
                answer.readAfterTriggers(rows);
            } else if (message == 1 && statement <= RunStatements::After) {
                answer.read(statement, 1, rows);
            } else if (message == 1 && rows.count() > 0) {
                m_outcome.task = TaskReader(rows).task(0);
            }
        };
        const auto next = [&]() -> Result<QString> {
            if (++message == 1)
                return statementsFor(change, found, isOwners);
            if (isConcluded)
                return QString();
            if (const QVector<TaskKey> keys = answer.openToTriggers(); message == 2 && !keys.isEmpty())
                return RestoreStatements(source).afterTriggers(keys);
            isConcluded = true;
            const auto row = answer.check(1).and_then([&] { return answer.row(*m_version, 0); });
            return row ? conclude(change, *row, answer.columns()) : Failure(row.error());
        };
        const bool isDeletion = deletes(change) && !source.deletedAt;
        const auto made = m_link.transact(isDeletion ? WriteLink::Change::Deletion : WriteLink::Change::Other,
                                          *named, read, next);
        const bool isChanged = !made && made.error().kind == Kind::Conflict && made.error().message.isEmpty();
        if (!isChanged)
            return made;
        if (tries == mostTries)
            return failure(Kind::Conflict,
                           Texts::tr("The task kept changing. Nothing was changed; try again."));
    }
}

// None where there is nothing to be done.
Result<QString> SingleWork::statementsFor(const NamedChange &change, const QVector<Task> &found,
                                          bool isOwners)
{
    const TaskSource source = m_link.source();
    if (!isOwners) {
        if (!deletes(change))
            m_refusal = untouchedtask::notFound(source);
        return QString();
    }
    if (found.size() > 1) {
        QVector<TaskKey> keys;
        for (const Task &task : found)
            keys += task.key();
        m_refusal = untouchedtask::ambiguous(source, nothingWasDone(change), keys);
        return QString();
    }
    m_version = versionOf(found.first());
    const RunStatements run(source);
    const auto statements = run.change(change.action, {*m_version}).and_then([&](const QString &changing) {
        return run.tellsAll(change.action) ? run.left({*m_version}).map([&](const QString &left) {
            return changing + left; // as its After
        })
                                           : Result<QString>(changing);
    });
    if (!statements || deletes(change))
        return statements;
    m_outcome.task = found.first(); // should it not be seen any more after the change
    m_outcome.task->status = change.action.status;
    return TaskStatements(source)
        .byKeys({keyWith(change.action.status, m_version->key, source)})
        .map([&](const QString &look) { return *statements + look + u';'; });
}

Result<QString> SingleWork::conclude(const NamedChange &change, const JournalRow &row,
                                     const QStringList &columns)
{
    const TaskSource source = m_link.source();
    switch (row.state) {
    case RowState::Going:
        m_outcome.isDone = true;
        return keep(row, columns);
    case RowState::Diverted: // what a trigger made of a status is what is stored
        m_outcome.isDone = !deletes(change);
        if (deletes(change))
            m_refusal = untouchedtask::diverted();
        return keep(row, columns);
    case RowState::Changed:
        return failure(Kind::Conflict, {});
    case RowState::Gone:
        if (!deletes(change))
            m_refusal = untouchedtask::notFound(source);
        return QString();
    case RowState::Ambiguous:
        m_refusal = untouchedtask::ambiguous(source, nothingWasDone(change), {row.key, row.key});
        return QString();
    default:
        m_refusal = untouchedtask::leftAlone(source, nothingWasDone(change));
        return QString();
    }
}

// What the journal says no to must not pass for bad usage.
Result<QString> SingleWork::keep(const JournalRow &row, const QStringList &columns)
{
    const auto kept = [&]() -> Result<void> {
        if (m_line.number == 0) {
            m_line.query = query::print(Condition::term(
                Condition::Field::Id, {{Condition::Value::Relation::Equal, row.key.id.toText()}}));
            const auto begun = m_journal.begin(m_line);
            if (!begun)
                return Failure(begun.error());
            m_line.number = begun->number;
            m_mark = begun->mark;
        }
        m_line.columns = columns;
        m_row = row;
        m_row->number = 1;
        return m_journal.add(m_line.number, columns, {*m_row});
    }();
    if (kept)
        return auditStatement(m_link.source(), m_line, m_outcome.isDone ? 1 : 0);
    m_row.reset();
    TaskError error = kept.error();
    error.kind = Kind::Server;
    return Failure(error);
}

Result<QVector<SingleWork::Item>> SingleWork::lookUp(const QVector<Item> &items)
{
    if (!m_row)
        return items; // there was nothing to be done
    if (m_row->state != RowState::Going)
        return QVector<Item>();
    const auto unchanged = Settlement(m_link, m_journal, m_line).settle({*m_row});
    if (!unchanged)
        return Failure(unchanged.error());
    if (!unchanged->isEmpty())
        return items;
    m_outcome.wasLookedUp = true;
    const auto rows = m_journal.rows(m_line.number, {{RowState::Changed}, 0, 1, Qt::AscendingOrder});
    if (rows && !rows->isEmpty()) // what was deleted is there, and another one
        m_refusal = {
            Kind::Server, Texts::tr("Checked: nothing was deleted, the task is still there."), {}, {}};
    return QVector<Item>();
}

Result<void> SingleWork::refuse(const Item &, const TaskError &error)
{
    return Failure(error);
}

} // namespace watchbill
