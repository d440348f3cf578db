// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "write/undowork.h"

#include "task/sentences.h"
#include "write/audit.h"
#include "write/dependents.h"
#include "write/settlement.h"

#include <QCoreApplication>

#include <algorithm>

namespace watchbill {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::Run)
};

// What is written in one transaction: while the server takes more than that, others would wait for our locks for too long.
constexpr qint64 mostBytes = 1'500'000;

QVector<JournalRow> beginningOf(const QVector<JournalRow> &rows, qsizetype most)
{
    qsizetype count = 0;
    for (qint64 bytes = 0; count < std::min(most, rows.size()) && bytes < mostBytes; ++count)
        bytes += rows[count].size();
    return rows.mid(0, count);
}

// The columns in which they differ.
QStringList differences(const WholeRow &one, const WholeRow &other)
{
    QStringList columns;
    if (one.columns == other.columns && one.values == other.values) // nearly always
        return columns;
    for (const QString &column : one.columns) {
        const auto *value = one.value(column);
        const auto *counterpart = other.value(column);
        if (counterpart && *value != *counterpart)
            columns += column;
    }
    return columns;
}

// A changed task may not be shown any more because of its change.
QString goneSentence(const TaskSource &source)
{
    if (source.isView())
        return Texts::tr("The task is gone, or %1.%2 no longer shows it.").arg(source.schema, source.table);
    if (source.viewpoint.rowSecurityActive)
        return Texts::tr("The task is gone, or row security hides it from the role %1.")
            .arg(source.viewpoint.role);
    return Texts::tr("The task is gone.");
}

} // namespace

UndoWork::UndoWork(WriteLink &link, Journal &journal, RunControl &control, const Run &undone, const Run &line)
    : m_link(link)
    , m_journal(journal)
    , m_control(control)
    , m_undone(undone)
    , m_line(line)
{
}

Result<void> UndoWork::run()
{
    ChunkLoop<Item, UndoWork> loop(m_link, m_control, *this);
    Journal::Section section{
        {RowState::Done}, 0, 0, Qt::DescendingOrder, mostBytes}; // the last that went is the first to come
    for (;;) {
        section.limit = int(loop.size());
        const auto rows = m_journal.rows(m_undone.number, section);
        if (!rows)
            return Failure(rows.error());
        if (rows->isEmpty())
            break;
        section.after = rows->last().number;
        if (const auto made = loop.make(*rows); !made)
            return made;
    }
    m_isLastTry = true;
    while (!m_refused.isEmpty()) {
        const QVector<Item> again = beginningOf(m_refused, loop.size());
        m_refused.remove(0, again.size());
        if (const auto made = loop.make(again); !made)
            return made;
    }
    return {};
}

void UndoWork::leave(const Item &item, RowState state, const QString &reason)
{
    m_left.insert(item.number, {state, reason});
}

// The columns to change back. None if the row is as it was, or if someone else has changed it since: then it is left alone.
QStringList UndoWork::changedBack(const Item &item, const WholeRow &now)
{
    const QStringList columns = differences(before(item), now);
    if (columns.isEmpty())
        return {}; // it is as it was
    if (!item.after)
        leave(item, RowState::Changed, Texts::tr("A task with this id exists again."));
    else if (!isAlike(after(item), now))
        leave(item, RowState::Changed, Texts::tr("The task has changed since."));
    else
        return columns;
    return {};
}

// A value that the run took away cannot be restored in a column that the table no longer has. What the run left as it was is not
// its to restore.
void UndoWork::leaveWithoutColumns(const Item &item)
{
    if (m_dropped.isEmpty() || !item.before)
        return;
    const WholeRow earlier = before(item);
    const WholeRow later = after(item);
    QStringList lost;
    for (const QString &column : std::as_const(m_dropped)) {
        const auto *value = earlier.value(column);
        const auto *changed = later.value(column);
        if (value && *value && !(changed && *changed == *value))
            lost += column;
    }
    if (!lost.isEmpty())
        leave(item, RowState::Refused,
              Texts::tr("The table no longer has columns for the earlier values of %1.").arg(listed(lost)));
}

UndoWork::Restoring UndoWork::sorted(const QVector<Item> &items, const WholeRows &now)
{
    Restoring restoring;
    const TaskSource source = m_link.source();
    const bool tellsInserted = RestoreStatements(source).tellsInserted();
    m_dropped = m_undone.columns;
    for (const RestoreStatements::Column &column : std::as_const(m_columns))
        m_dropped.removeOne(column.name);
    for (const Item &item : items) {
        if (!m_left.contains(item.number))
            leaveWithoutColumns(item);
        if (m_left.contains(item.number))
            continue;
        const TaskKey moved = keyAfter(item, m_undone.columns, source);
        const TaskKey key = now.contains(moved) ? moved : item.key;
        const bool isThere = now.contains(key);
        if (!item.before && isThere && !isAlike(after(item), now.whole(key)))
            leave(item, RowState::Changed, Texts::tr("The new task has changed since and was kept."));
        else if (!item.before && isThere)
            restoring.removed += key;
        else if (item.before && isThere) {
            if (const QStringList columns = changedBack(item, now.whole(key)); !columns.isEmpty())
                restoring.changed[columns] += WholeRow{key, m_undone.columns, *item.before};
        } else if (item.before && !item.after) {
            restoring.missing += before(item);
        } else if (item.before)
            leave(item, RowState::Gone, goneSentence(source));
        if (m_left.contains(item.number))
            continue;
        m_returning.insert(item.number);
        const bool isInserted = item.before && !isThere;
        if (!isInserted || !tellsInserted)
            restoring.keys += item.key;
    }
    m_restored = restoring.missing.size() + restoring.removed.size();
    for (const QVector<WholeRow> &rows : std::as_const(restoring.changed))
        m_restored += rows.size();
    return restoring;
}

Result<QString> UndoWork::statementsOf(const Restoring &restoring) const
{
    if (m_returning.isEmpty())
        return QString();
    const TaskSource source = m_link.source();
    const RestoreStatements restore(source);
    QString statements;
    const auto add = [&](const Result<QString> &statement) {
        if (statement)
            statements += *statement;
        return statement.map([](const QString &) {});
    };
    if (!restoring.removed.isEmpty()) {
        if (const auto added = add(restore.remove(restoring.removed)); !added)
            return Failure(added.error());
    }
    for (auto rows = restoring.changed.begin(); rows != restoring.changed.end(); ++rows) {
        QVector<RestoreStatements::Column> columns;
        for (const RestoreStatements::Column &column : m_columns) {
            if (rows.key().contains(column.name) && !column.isGenerated)
                columns += column;
        }
        if (columns.isEmpty())
            continue;
        if (const auto added = add(restore.update(rows.value(), columns)); !added)
            return Failure(added.error());
    }
    if (!restoring.missing.isEmpty()) {
        // In the order in which they went, which is more often that of the table and its indexes.
        const QVector<WholeRow> ordered(restoring.missing.rbegin(), restoring.missing.rend());
        statements += restore.insert(ordered, m_columns);
    }
    if (restoring.keys.isEmpty())
        return statements;
    // What was written cannot change any more until this is final.
    return restore.afterTriggers(restoring.keys).map([&](const QString &look) { return statements + look; });
}

// What others have made for a new task by now is not ours to take away with it.
Result<void> UndoWork::keepReferred(const QVector<Item> &items)
{
    for (const Item &item : items) {
        if (item.before)
            continue;
        const auto isReferred = hasDependents(m_link, item.key);
        if (!isReferred)
            return Failure(isReferred.error());
        if (*isReferred)
            leave(item, RowState::Refused,
                  Texts::tr("Rows in other tables refer to the new task and would be deleted with it."));
    }
    return {};
}

QVector<qint64> UndoWork::returning() const
{
    QVector<qint64> numbers(m_returning.begin(), m_returning.end());
    std::sort(numbers.begin(), numbers.end());
    return numbers;
}

// Before the server makes it final: a trigger, a default or a generated column may have made another value.
Result<void> UndoWork::check(const QVector<Item> &items, const WholeRows &now)
{
    // Of a task that is still there, it tells truly that it has been changed.
    const TaskSource source = m_link.source();
    const QStringList changeTime{source.has(TaskField::UpdatedAt) ? source.columns[TaskField::UpdatedAt].name
                                                                  : QString()};
    bool isAsBefore = true;
    m_stampedAnew.clear();
    for (const Item &item : items) {
        if (!m_returning.contains(item.number))
            continue;
        const bool isThere = now.contains(item.key);
        const QStringList columns =
            item.before && isThere ? differences(before(item), now.whole(item.key)) : QStringList();
        if (isThere == item.before.has_value() && columns.isEmpty())
            continue;
        if (item.after && columns == changeTime) {
            m_stampedAnew += item.number;
            continue;
        }
        isAsBefore = false;
        leave(item, RowState::Refused,
              !columns.isEmpty()
                  ? Texts::tr("The server did not store the earlier value of %1.").arg(listed(columns))
                  : isThere ? Texts::tr("A trigger or rule on the table prevented removing the new task.")
                            : Texts::tr("A trigger or rule on the table prevented putting the task back."));
    }
    return isAsBefore ? Result<void>() : Result<void>(failure(TaskError::Kind::Conflict, {}));
}

// Nothing but removed rows, whose keys are most probably free: the server finds out while it inserts them.
bool UndoWork::canInsertOutright(const QVector<Item> &items, const TaskSource &source) const
{
    return !m_looksFirst && !source.key.isEmpty() && RestoreStatements(source).tellsInserted()
        && std::all_of(items.begin(), items.end(),
                       [](const Item &item) { return item.before && !item.after; });
}

Result<QMap<RowState, qint64>> UndoWork::attempt(const QVector<Item> &items)
{
    m_left.clear();
    const TaskSource source = m_link.source();
    if (canInsertOutright(items, source)) {
        const auto made = restore(items, source, QString());
        if (made || made.error().sqlState != "23505"_L1)
            return made;
        m_looksFirst = true; // some are there again, and others may be
    }
    if (const auto fine = keepReferred(items); !fine)
        return Failure(fine.error());
    QVector<TaskKey> keys;
    for (const Item &item : items) {
        keys += item.key;
        if (const TaskKey moved = keyAfter(item, m_undone.columns, source); moved != item.key)
            keys += moved;
    }
    return RestoreStatements(source)
        .current(keys, RestoreStatements::Lock::Yes)
        .and_then([&](const QString &look) { return restore(items, source, look); });
}

Result<QMap<RowState, qint64>> UndoWork::restore(const QVector<Item> &items, const TaskSource &source,
                                                 const QString &look)
{
    for (;;) {
        const qsizetype leftBefore = m_left.size();
        m_returning.clear();
        m_stampedAnew.clear();
        m_restored = 0;
        WholeRows now;
        int message = 0;
        const auto next = [&]() -> Result<QString> {
            if (++message == 1) {
                const Restoring restoring = sorted(items, now);
                now = {};
                return statementsOf(restoring);
            }
            if (message > 2)
                return QString();
            if (const auto fine = check(items, now); !fine)
                return Failure(fine.error());
            return m_journal.settle(m_undone.number, returning(), RowState::Returning).map([&] {
                return auditStatement(source, m_line, m_restored, &m_undone);
            });
        };
        const auto made = m_link.transact(
            WriteLink::Change::Other, RestoreStatements(source).columns() + look,
            [&](int statement, const ResultRows &rows) {
                if (message == 0 && statement == 0)
                    m_columns = RestoreStatements::readColumns(rows);
                else if (message == 0 || rows.columns() > 0)
                    now.read(rows);
            },
            next);
        if (made)
            return record(items);
        // What would not be as it was is left out, and the others are tried again.
        if (m_left.size() > leftBefore && made.error().kind == TaskError::Kind::Conflict
            && made.error().sqlState.isEmpty())
            continue;
        if (!mayHaveBeenDone(made.error()) && !m_returning.isEmpty()) {
            if (const auto settled = m_journal.settle(m_undone.number, returning(), RowState::Done); !settled)
                return Failure(settled.error());
        }
        return Failure(made.error());
    }
}

Result<QMap<RowState, qint64>> UndoWork::record(const QVector<Item> &items)
{
    QVector<JournalRow> rows;
    QMap<RowState, qint64> reached;
    for (const Item &item : items) {
        JournalRow row;
        row.number = item.number;
        row.key = item.key;
        const auto left = m_left.find(item.number);
        row.state = left == m_left.end() ? RowState::Undone : left->first;
        row.reason = left != m_left.end() ? left->second
            : m_stampedAnew.contains(item.number)
            ? Texts::tr("The server has set %1 to the time of the undo.")
                  .arg(m_link.source().columns[TaskField::UpdatedAt].name)
            : QString();
        ++reached[row.state];
        rows += row;
    }
    if (!m_returning.isEmpty()) {
        if (const auto settled = m_journal.settle(m_undone.number, returning(), RowState::Undone); !settled)
            return Failure(settled.error());
    }
    QHash<QString, QVector<qint64>> byReason;
    for (const JournalRow &row : std::as_const(rows)) {
        if (row.state != RowState::Undone)
            byReason[row.reason] += row.number;
    }
    for (auto reason = byReason.begin(); reason != byReason.end(); ++reason) {
        const auto kept = m_journal.settle(m_undone.number, reason.value(), RowState::Done, reason.key());
        if (!kept)
            return Failure(kept.error());
    }
    return m_journal.add(m_line.number, {}, rows).map([&] { return reached; });
}

Result<QVector<JournalRow>> UndoWork::lookUp(const QVector<Item> &items)
{
    QVector<JournalRow> unknown;
    for (Item item : items) {
        if (!m_returning.contains(item.number))
            continue;
        item.state = RowState::Returning;
        unknown += item;
    }
    if (const auto settled = Settlement(m_link, m_journal, m_undone).settle(unknown); !settled)
        return Failure(settled.error());
    m_returning.clear();
    return items; // each is looked at again: what is as it was is left as it is
}

Result<void> UndoWork::refuse(const Item &item, const TaskError &error)
{
    if (!m_isLastTry) {
        m_refused += item;
        return {};
    }
    const QString reason = error.message;
    JournalRow row;
    row.number = item.number;
    row.key = item.key;
    row.state = RowState::Refused;
    row.reason = reason;
    return m_journal.settle(m_undone.number, {item.number}, RowState::Done, reason).and_then([&] {
        return m_journal.add(m_line.number, {}, {row});
    });
}

} // namespace watchbill
