// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "write/settlement.h"

#include "journal/journal.h"
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

Settlement::State Settlement::stateOf(const JournalRow &row, const QStringList &columns,
                                      const WholeRows &found)
{
    if (!found.contains(row.key))
        return row.before ? (row.after ? State::Missing : State::AsAfter) : State::AsBefore;
    const WholeRow now = found.whole(row.key);
    if (row.before && isAlike({row.key, columns, *row.before}, now))
        return State::AsBefore;
    if (row.after && isAlike({row.key, columns, *row.after}, now))
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
    for (const JournalRow &row : rows)
        keys += row.key;
    WholeRows found;
    if (const auto looked = look(m_link, keys, found); !looked)
        return Failure(looked.error());
    QMap<RowState, QVector<qint64>> numbers;
    QVector<qint64> unchanged;
    for (const JournalRow &row : rows) {
        const auto outcome = outcomeOf(row, stateOf(row, m_run.columns, found));
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
