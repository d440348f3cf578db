// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "write/settlement.h"

#include "journal/journal.h"
#include "postgres/resultrows.h"
#include "service/writelink.h"
#include "statement/restorestatements.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace watchbill {

bool isAlike(const WholeRow &one, const WholeRow &other)
{
    return std::all_of(one.columns.begin(), one.columns.end(), [&](const QString &column) {
        const auto *value = one.value(column);
        const auto *counterpart = other.value(column);
        return !counterpart || *value == *counterpart;
    });
}

TaskKey keyAfter(const JournalRow &row, const QStringList &columns, const TaskRelation &relation)
{
    TaskKey key = row.key;
    if (!row.before || !row.after || relation.key.isEmpty())
        return key;
    const WholeRow before{row.key, columns, *row.before};
    const WholeRow after{row.key, columns, *row.after};
    const auto textAfter = [&](const TaskColumn &column, const QString &text) {
        const auto *value = after.value(column.name);
        const auto *earlier = before.value(column.name);
        if (!value || !*value || !earlier || *value == *earlier)
            return text;
        QString changed = ResultRows::textOf(**value);
        // As a key, it is without the blanks that fill it up.
        while (column.sqlType == "bpchar"_L1 && changed.endsWith(u' '))
            changed.chop(1);
        return changed;
    };
    key.id = TaskId(textAfter(relation.columns[TaskField::Id], key.id.toText()));
    for (qsizetype i = 0; i < std::min(key.rest.size(), relation.restOfKey.size()); ++i)
        key.rest[i] = textAfter(relation.restOfKey[i], key.rest[i]);
    return key;
}

Result<void> Settlement::look(WriteLink &link, const QVector<TaskKey> &keys, WholeRows &found)
{
    const auto current = RestoreStatements(link.source()).current(keys, RestoreStatements::Lock::Yes);
    if (!current)
        return Failure(current.error());
    found = {};
    return link.transact(
        WriteLink::Change::Other, *current, [&](int, const ResultRows &rows) { found.read(rows); },
        []() -> Result<QString> { return QString(); });
}

Settlement::State Settlement::stateOf(const JournalRow &row, const WholeRows &found) const
{
    const TaskKey moved = keyAfter(row, m_run.columns, m_link.source());
    if (!found.contains(row.key) && !found.contains(moved))
        return row.before ? (row.after ? State::Missing : State::AsAfter) : State::AsBefore;
    if (row.before && found.contains(row.key)
        && isAlike({row.key, m_run.columns, *row.before}, found.whole(row.key)))
        return State::AsBefore;
    if (row.after && found.contains(moved) && isAlike({moved, m_run.columns, *row.after}, found.whole(moved)))
        return State::AsAfter;
    return State::Other;
}

// Nothing: it was not changed.
std::optional<RowState> Settlement::outcomeOf(const JournalRow &row, State state) const
{
    const bool isReturning = row.state == RowState::Returning;
    switch (state) {
    case State::AsBefore:
        return isReturning ? std::optional(RowState::Undone) : std::nullopt;
    case State::AsAfter:
        return RowState::Done;
    case State::Other:
    case State::Missing:
        break;
    }
    // Changed by someone else since. That is all that is known of a row that was removed and exists.
    return isReturning || row.after ? RowState::Done : RowState::Changed;
}

Result<QVector<qint64>> Settlement::settle(const QVector<JournalRow> &rows)
{
    QVector<TaskKey> keys;
    for (const JournalRow &row : rows) {
        keys += row.key;
        if (const TaskKey moved = keyAfter(row, m_run.columns, m_link.source()); moved != row.key)
            keys += moved;
    }
    WholeRows found;
    if (const auto looked = look(m_link, keys, found); !looked)
        return Failure(looked.error());
    QMap<RowState, QVector<qint64>> numbers;
    QVector<qint64> unchanged;
    for (const JournalRow &row : rows) {
        const auto outcome = outcomeOf(row, stateOf(row, found));
        (outcome ? numbers[*outcome] : unchanged) += row.number;
    }
    for (auto state = numbers.begin(); state != numbers.end(); ++state) {
        if (const auto settled = m_journal.settle(m_run.number, state.value(), state.key()); !settled)
            return Failure(settled.error());
    }
    if (const auto dropped = m_journal.drop(m_run.number, unchanged); !dropped)
        return Failure(dropped.error());
    return unchanged;
}

} // namespace watchbill
