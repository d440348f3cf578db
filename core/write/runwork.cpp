// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "write/runwork.h"

#include "journal/runfacts.h"
#include "write/audit.h"
#include "write/chunkanswer.h"
#include "write/settlement.h"

#include <QSet>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

Run::Kind kindOf(const RunAction &action, const TaskSource &source)
{
    switch (action.kind) {
    case RunAction::Kind::Delete:
        return source.deletedAt ? Run::Kind::Mark : Run::Kind::Delete;
    case RunAction::Kind::SetStatus:
        return Run::Kind::ChangeStatus;
    case RunAction::Kind::RunAgain:
        break;
    }
    return Run::Kind::RunAgain;
}

RunFacts factsOf(const RunAction &action)
{
    RunFacts facts;
    switch (action.kind) {
    case RunAction::Kind::Delete:
        break;
    case RunAction::Kind::SetStatus:
        facts.status = action.status;
        facts.resultId = action.resultId;
        facts.errorMessage = action.errorMessage;
        break;
    case RunAction::Kind::RunAgain:
        facts.type = action.type;
        facts.userId = action.userId;
        facts.metadata = action.metadata;
        facts.addsMetadata = action.metadata && action.addsMetadata;
        break;
    }
    return facts;
}

} // namespace

QString placeOf(const TaskSource &source)
{
    const ServerInfo &server = source.server;
    const QString address = server.address.isEmpty() ? "localhost:"_L1 + server.port : server.address;
    return address + u'/' + server.database;
}

Run lineOf(const TaskSource &source, const QString &profile)
{
    Run line;
    line.uid = QUuid::createUuid().toString(QUuid::WithoutBraces);
    line.profile = profile;
    line.place = placeOf(source);
    line.cluster = source.server.cluster;
    line.database = source.server.database;
    line.schema = source.schema;
    line.table = source.table;
    line.role = source.viewpoint.role;
    return line;
}

Run lineOf(const RunOrder &order, const TaskSource &source, const QString &profile)
{
    Run line = lineOf(source, profile);
    line.kind = kindOf(order.action, source);
    line.query = order.query;
    line.details = factsOf(order.action).toText();
    line.asked = order.tasks.count();
    return line;
}

Result<void> endRun(Journal &journal, qint64 number, const Result<void> &made)
{
    if (made)
        return journal.end(number, Run::State::Done);
    return made.error().kind == TaskError::Kind::Cancelled
        ? journal.end(number, Run::State::Cancelled)
        : journal.end(number, Run::State::Failed, made.error().message);
}

RunWork::RunWork(WriteLink &link, Journal &journal, RunControl &control, const RunOrder &order,
                 const Run &line)
    : m_link(link)
    , m_journal(journal)
    , m_control(control)
    , m_order(order)
    , m_line(line)
{
}

Result<void> RunWork::run()
{
    ChunkLoop<Item, RunWork> loop(m_link, m_control, *this);
    ConfirmedTasks::Reader reader(m_order.tasks);
    for (qint64 reached = 0; reached < m_order.tasks.count();) {
        const auto versions = reader.next(loop.size());
        if (!versions)
            return Failure(versions.error());
        QVector<Item> items;
        items.reserve(versions->size());
        for (const TaskVersion &version : *versions)
            items += Item{++reached, version};
        if (const auto made = loop.make(items); !made)
            return made;
    }
    return {};
}

// Rows that are on this disk before the server commits can be put back, no matter what fails later.
Result<QMap<RowState, qint64>> RunWork::attempt(const QVector<Item> &items)
{
    QVector<TaskVersion> versions;
    versions.reserve(items.size());
    for (const Item &item : items)
        versions += item.version;
    const TaskSource source = m_link.source();
    const auto statements = RunStatements(source).change(m_order.action, versions);
    if (!statements)
        return Failure(statements.error());
    if (const auto kept = keepKind(kindOf(m_order.action, source)); !kept)
        return Failure(kept.error());
    ChunkAnswer answer(source, m_order.action);
    m_rows.clear();
    enum { Changing, Looking, Kept } step = Changing;
    const auto next = [&]() -> Result<QString> {
        if (step == Kept)
            return QString();
        const QVector<TaskVersion> untold =
            step == Changing ? answer.untold(versions) : QVector<TaskVersion>();
        if (!untold.isEmpty()) {
            step = Looking;
            return RunStatements(source).left(untold);
        }
        step = Kept;
        if (const auto fine = answer.check(versions.size()); !fine)
            return Failure(fine.error());
        return keep(answer, items).map([&](qint64 going) { return auditStatement(source, m_line, going); });
    };
    const bool isDeletion = m_order.action.kind == RunAction::Kind::Delete && !source.deletedAt;
    const auto made = m_link.transact(
        isDeletion ? WriteLink::Change::Deletion : WriteLink::Change::Other, *statements,
        [&](int statement, const ResultRows &rows) {
            if (step == Changing)
                answer.read(statement, versions.size(), rows);
            else if (step == Looking)
                answer.readLeft(rows);
        },
        next);
    if (made)
        return settle().map([this] {
            QMap<RowState, qint64> reached;
            for (const JournalRow &row : std::as_const(m_rows))
                ++reached[row.state];
            return reached;
        });
    if (!mayHaveBeenDone(made.error()) && !m_rows.isEmpty()) {
        QVector<qint64> numbers;
        for (const JournalRow &row : std::as_const(m_rows))
            numbers += row.number;
        if (const auto dropped = m_journal.drop(m_line.number, numbers); !dropped)
            return Failure(dropped.error());
    }
    return Failure(made.error());
}

// Returns how many rows the server will have changed.
Result<qint64> RunWork::keep(const ChunkAnswer &answer, const QVector<Item> &items)
{
    qint64 going = 0;
    for (qsizetype i = 0; i < items.size(); ++i) {
        auto row = answer.row(items[i].version, i);
        if (!row)
            return Failure(row.error());
        row->number = items[i].number;
        going += row->state == RowState::Going ? 1 : 0;
        m_rows += *row;
    }
    m_line.columns = answer.columns();
    return m_journal.add(m_line.number, m_line.columns, m_rows).map([&] { return going; });
}

Result<void> RunWork::keepKind(Run::Kind kind)
{
    if (kind == m_line.kind)
        return {};
    return m_journal.setKind(m_line.number, kind).map([&] { m_line.kind = kind; });
}

Result<void> RunWork::settle()
{
    QVector<qint64> numbers;
    for (JournalRow &row : m_rows) {
        if (row.state != RowState::Going)
            continue;
        row.state = RowState::Done;
        numbers += row.number;
    }
    return numbers.isEmpty() ? Result<void>() : m_journal.settle(m_line.number, numbers, RowState::Done);
}

Result<QVector<RunWork::Item>> RunWork::lookUp(const QVector<Item> &items)
{
    QVector<JournalRow> unknown;
    for (const JournalRow &row : std::as_const(m_rows)) {
        if (row.state == RowState::Going)
            unknown += row;
    }
    QVector<Item> left;
    if (unknown.isEmpty())
        return left;
    const auto unchanged = Settlement(m_link, m_journal, m_line).settle(unknown);
    if (!unchanged)
        return Failure(unchanged.error());
    const QSet<qint64> numbers(unchanged->begin(), unchanged->end());
    QMap<RowState, qint64> reached;
    for (const JournalRow &row : std::as_const(m_rows)) {
        if (!numbers.contains(row.number))
            ++reached[row.state == RowState::Going ? RowState::Done : row.state];
    }
    m_control.endChunk(reached);
    for (const Item &item : items) {
        if (numbers.contains(item.number))
            left += item;
    }
    m_rows.clear();
    return left;
}

Result<void> RunWork::refuse(const Item &item, const TaskError &error)
{
    JournalRow row;
    row.number = item.number;
    row.key = item.version.key;
    row.state = RowState::Refused;
    row.reason = error.message;
    return m_journal.add(m_line.number, m_line.columns, {row});
}

} // namespace watchbill
