// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "write/chunkanswer.h"

#include "postgres/resultrows.h"
#include "statement/expectedrows.h"
#include "statement/taskreader.h"
#include "write/settlement.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::Run)
};

std::optional<RowValues> imageOf(const WholeRows &rows, const TaskKey &key)
{
    const RowValues values = rows.row(key).values;
    return values.isEmpty() ? std::nullopt : std::optional(values);
}

} // namespace

void WholeRows::read(const ResultRows &rows)
{
    constexpr int first = RunStatements::FirstOfRow;
    const int end = rows.columns() - 1; // the last is a guard
    if (m_columns.isEmpty()) {
        for (int column = first; column < end; ++column)
            m_columns += rows.columnName(column);
    }
    const TaskReader reader(rows);
    m_count += rows.count();
    m_rows.reserve(m_count);
    for (int row = 0; row < rows.count(); ++row) {
        Row &found = m_rows[reader.key(row)];
        found.isAsSeen |= rows.boolean(row, RunStatements::IsAsSeen);
        ++found.alike;
        found.values.clear();
        found.values.reserve(end - first);
        for (int column = first; column < end; ++column)
            found.values += rows.optionalBytes(row, column);
    }
}

void ChunkAnswer::read(int statement, qsizetype tasks, const ResultRows &rows)
{
    const bool makesCopies = m_action.kind == RunAction::Kind::RunAgain;
    if (makesCopies) {
        Q_ASSERT(statement < tasks);
        m_written.read(rows);
        if (rows.count() > 0)
            m_made.insert(statement, TaskReader(rows).key(0));
    } else if (statement == RunStatements::Before) {
        m_before.read(rows);
    } else if (statement == RunStatements::Write) {
        m_written.read(rows);
    } else {
        m_after.read(rows);
    }
}

QVector<TaskVersion> ChunkAnswer::untold(const QVector<TaskVersion> &versions) const
{
    QVector<TaskVersion> untold;
    if (!RunStatements(m_source).tellsAll(m_action))
        return untold;
    for (qsizetype i = 0; i < versions.size(); ++i) {
        const bool isTold = m_action.kind == RunAction::Kind::RunAgain
            ? m_made.contains(i)
            : m_written.contains(keyOf(versions[i]));
        if (!isTold)
            untold += versions[i];
    }
    return untold;
}

QVector<TaskKey> ChunkAnswer::openToTriggers() const
{
    if (!RunStatements(m_source).mayChangeLater(m_action))
        return {};
    if (m_action.kind == RunAction::Kind::RunAgain)
        return m_made.values();
    QVector<TaskKey> keys;
    for (const TaskKey &key : m_written.keys())
        keys += newKeyOf(key);
    return keys;
}

void ChunkAnswer::readAfterTriggers(const ResultRows &rows)
{
    if (!m_afterTriggers)
        m_afterTriggers.emplace();
    if (rows.columns() > 0)
        m_afterTriggers->read(rows);
}

Result<void> ChunkAnswer::check(qsizetype tasks) const
{
    return m_written.count() <= tasks ? Result<void>()
                                      : failure(TaskError::Kind::Conflict, expectedrows::sentence());
}

QStringList ChunkAnswer::columns() const
{
    return m_before.columns().isEmpty() ? m_written.columns() : m_before.columns();
}

TaskKey ChunkAnswer::keyOf(const TaskVersion &version) const
{
    return m_source.key.isEmpty() ? TaskKey(version.key.id) : version.key;
}

// What a trigger or rule took away is not among what the server says it deleted.
RowState ChunkAnswer::stateOfDeletion(const TaskKey &key) const
{
    const bool marks = m_source.deletedAt.has_value();
    const bool canDivert = m_source.canDivertDeletions() && !marks;
    const bool isRewritten = RunStatements(m_source).isRewritten(m_action);
    const bool isTaken =
        m_written.contains(key) || ((canDivert || isRewritten) && m_before.row(key).isAsSeen);
    if (!m_after.contains(key))
        return isTaken ? RowState::Going : RowState::Gone;
    const bool isOther = canDivert
        ? m_before.row(key).isAsSeen && m_before.row(key).values != m_after.row(key).values
        : m_written.contains(key); // deleted, and put there again
    return isOther ? RowState::Diverted : stateOfUntouched(key);
}

RowState ChunkAnswer::stateOfUntouched(const TaskKey &key) const
{
    if (!m_after.contains(key))
        return RowState::Gone;
    if (m_source.key.isEmpty() && m_after.row(key).alike > 1)
        return RowState::Ambiguous;
    return m_after.row(key).isAsSeen ? RowState::Refused : RowState::Changed;
}

RowState ChunkAnswer::stateOfUpdate(const TaskKey &key) const
{
    const bool isRewritten = RunStatements(m_source).isRewritten(m_action);
    const bool isWritten = m_written.contains(key)
        || (isRewritten && m_before.row(key).isAsSeen && m_after.contains(key)
            && m_before.row(key).values != m_after.row(key).values);
    if (isWritten)
        return hasStatus(key) ? RowState::Going : RowState::Diverted;
    return stateOfUntouched(key);
}

// A trigger may have set another one.
bool ChunkAnswer::hasStatus(const TaskKey &key) const
{
    if (m_written.contains(key))
        return m_written.row(key).isAsSeen;
    const WholeRow row = m_after.whole(key);
    const auto *status = row.value(m_source.columns[TaskField::Status].name);
    return status && *status && ResultRows::textOf(**status) == m_action.status.toText();
}

// A status may be part of the key.
TaskKey ChunkAnswer::newKeyOf(const TaskKey &key) const
{
    JournalRow row;
    row.key = key;
    row.before = imageOf(m_before, key);
    row.after = imageOf(m_written, key);
    return keyAfter(row, columns(), m_source);
}

// What a trigger made of a written row is what an undo will find.
void ChunkAnswer::applyTriggers(JournalRow &row) const
{
    const bool isCopy = m_action.kind == RunAction::Kind::RunAgain;
    const TaskKey key = isCopy ? row.key : newKeyOf(row.key);
    if (!m_afterTriggers->contains(key)) {
        const bool mayBeHidden =
            m_source.isView() || m_source.isElsewhere() || m_source.viewpoint.rowSecurityActive;
        if (!mayBeHidden)
            row.state = RowState::Diverted;
        return;
    }
    const WholeRow now = m_afterTriggers->whole(key);
    row.after = now.values;
    if (isCopy)
        return;
    const QString column = m_action.kind == RunAction::Kind::SetStatus
        ? m_source.columns[TaskField::Status].name
        : m_source.deletedAt->name;
    const WholeRow written = m_written.whole(row.key);
    const auto *value = now.value(column);
    const auto *asked = written.value(column);
    if (!value || !asked || *value == *asked)
        return;
    const bool isUntouched = now.values == m_before.row(row.key).values;
    row.state = isUntouched ? RowState::Refused : RowState::Diverted;
    if (isUntouched) {
        row.before.reset();
        row.after.reset();
    }
}

RowState ChunkAnswer::stateOf(const TaskKey &key) const
{
    return m_action.kind == RunAction::Kind::SetStatus ? stateOfUpdate(key) : stateOfDeletion(key);
}

// The row of the journal is the new task's, which is what can be taken back.
JournalRow ChunkAnswer::rowOfCopy(const TaskVersion &version, qsizetype index) const
{
    JournalRow row;
    const auto made = m_made.find(index);
    row.key = made == m_made.end() ? keyOf(version) : *made;
    row.state = made == m_made.end() ? stateOfUntouched(row.key) : RowState::Going;
    if (made != m_made.end())
        row.after = imageOf(m_written, *made);
    if (made != m_made.end() && m_afterTriggers)
        applyTriggers(row);
    return row;
}

Result<JournalRow> ChunkAnswer::row(const TaskVersion &version, qsizetype index) const
{
    if (m_action.kind == RunAction::Kind::RunAgain)
        return rowOfCopy(version, index);
    const TaskKey key = keyOf(version);
    JournalRow row;
    row.key = key;
    row.state = stateOf(key);
    // What a trigger or rule did instead may be taken back by hand: it is kept with what was there.
    if (row.state != RowState::Going && row.state != RowState::Diverted)
        return row;
    const bool isGone = m_action.kind == RunAction::Kind::Delete && !m_source.deletedAt;
    row.before = imageOf(m_before, key);
    if (!row.before && isGone)
        row.before = imageOf(m_written, key);
    if (!isGone)
        row.after = m_written.contains(key) ? imageOf(m_written, key) : imageOf(m_after, key);
    else if (row.state == RowState::Diverted)
        row.after = imageOf(m_after, key);
    if (row.state == RowState::Going && !row.before)
        return failure(
            TaskError::Kind::Server,
            Texts::tr(
                "The server does not show the previous values of the task %1, so the change could not be undone.")
                .arg(version.key.id.toText()));
    if (m_afterTriggers && m_written.contains(key))
        applyTriggers(row);
    return row;
}

} // namespace watchbill
