// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "write/runwork.h"

#include "journal/runfacts.h"
#include "write/firstchunk.h"
#include "write/settlement.h"

#include <QCoreApplication>
#include <QLocale>
#include <QSet>
#include <QUuid>

#include <utility>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::Run)
};

// A little is left for what is written about a run after its rows.
qint64 limitOf(const JournalLimits &limits)
{
    return limits.bytes() - limits.bytes() / 64;
}

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
    , m_record(journal, m_line)
{
    if (order.limits)
        m_record.setLimit(
            limitOf(*order.limits),
            Texts::tr(
                "The history has no room for more tasks, so the rest was left unchanged. Its space limit is %1 MB; raise it at the bottom of the history window, or change fewer tasks at once. Tasks that were changed can be undone.")
                .arg(QLocale().toString(order.limits->megabytes)));
}

Result<void> RunWork::run()
{
    ChunkLoop<Item, RunWork> loop(m_link, m_control, *this,
                                  firstChunk(m_link.source(), m_order.tasks.count()));
    UpcomingChunk upcoming(m_order.tasks, m_order.action);
    upcoming.prepare(loop.size(), m_link);
    for (;;) {
        const auto chunk = upcoming.take();
        if (!chunk)
            return Failure(chunk.error());
        const QVector<Item> &items = chunk->items;
        if (items.isEmpty())
            return {};
        upcoming.prepare(loop.size(), m_link);
        m_prepared = *chunk;
        // The chunk before may have shown that this one is too large.
        for (qsizetype from = 0, size = 0; from < items.size(); from += size) {
            size = loop.size();
            if (const auto made = loop.make(items.mid(from, size)); !made)
                return made;
        }
    }
}

Result<QString> RunWork::statementsFor(const TaskSource &source, const QVector<Item> &items)
{
    const auto prepared = std::exchange(m_prepared, std::nullopt);
    return prepared && prepared->items.size() == items.size() && prepared->renewals == m_link.renewals()
        ? prepared->statements
        : ChunkTransaction::begin(source, m_order.action, items);
}

// What would exceed the limits of the journal is tried again without the values of older runs.
Result<QMap<RowState, qint64>> RunWork::attempt(const QVector<Item> &items)
{
    const auto made = attemptOnce(items);
    if (made || !m_record.isFull())
        return made;
    const auto older = dropOlderRuns();
    if (!older)
        return Failure(older.error());
    return *older > 0 ? attemptOnce(items) : made;
}

// There shall be room for several chunks, as each try costs a transaction.
Result<int> RunWork::dropOlderRuns()
{
    constexpr qint64 chunks = 4;
    const qint64 bytes = limitOf(*m_order.limits);
    return m_journal.size().and_then([&](qint64 without) {
        const qint64 ofChunk = std::max<qint64>(0, m_record.fullSize() - without);
        return m_journal.keepWithin(m_order.limits->days, std::max<qint64>(0, bytes - chunks * ofChunk));
    });
}

// Rows that are on this disk before the server commits can be put back, no matter what fails later.
Result<QMap<RowState, qint64>> RunWork::attemptOnce(const QVector<Item> &items)
{
    const TaskSource source = m_link.source();
    m_record.clear();
    ChunkTransaction transaction(source, m_order.action, items, m_line, m_record);
    const auto statements = statementsFor(source, items);
    if (!statements)
        return Failure(statements.error());
    if (const auto kept = keepKind(kindOf(m_order.action, source)); !kept)
        return Failure(kept.error());
    const bool isDeletion = m_order.action.kind == RunAction::Kind::Delete && !source.deletedAt;
    const auto made = m_link.transact(
        isDeletion ? WriteLink::Change::Deletion : WriteLink::Change::Other, *statements,
        [&](int statement, const ResultRows &rows) { transaction.read(statement, rows); },
        [&] { return transaction.next(); });
    if (made)
        return m_record.settle().map([this] { return reached(); });
    if (!mayHaveBeenDone(made.error())) {
        if (const auto dropped = m_record.drop(); !dropped)
            return Failure(dropped.error());
    }
    return Failure(made.error());
}

QMap<RowState, qint64> RunWork::reached() const
{
    QMap<RowState, qint64> reached;
    for (const ChunkRecord::Row &row : m_record.rows())
        ++reached[row.state];
    return reached;
}

Result<void> RunWork::keepKind(Run::Kind kind)
{
    if (kind == m_line.kind)
        return {};
    return m_journal.setKind(m_line.number, kind).map([&] { m_line.kind = kind; });
}

Result<QVector<RunWork::Item>> RunWork::lookUp(const QVector<Item> &items)
{
    // Those of this chunk: earlier ones are settled.
    const auto unknown =
        m_journal.rows(m_line.number, {{RowState::Going}, 0, int(items.size()), Qt::AscendingOrder});
    if (!unknown)
        return Failure(unknown.error());
    QVector<Item> left;
    if (unknown->isEmpty())
        return left;
    const auto unchanged = Settlement(m_link, m_journal, m_line).settle(*unknown);
    if (!unchanged)
        return Failure(unchanged.error());
    const QSet<qint64> numbers(unchanged->begin(), unchanged->end());
    QMap<RowState, qint64> reached;
    for (const ChunkRecord::Row &row : m_record.rows()) {
        if (!numbers.contains(row.number))
            ++reached[row.state == RowState::Going ? RowState::Done : row.state];
    }
    m_control.endChunk(reached);
    for (const Item &item : items) {
        if (numbers.contains(item.number))
            left += item;
    }
    m_record.clear();
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
