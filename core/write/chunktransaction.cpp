// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "write/chunktransaction.h"

#include "journal/run.h"
#include "statement/restorestatements.h"
#include "statement/runstatements.h"
#include "write/audit.h"
#include "write/chunkrecord.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace watchbill {

ChunkTransaction::ChunkTransaction(const TaskSource &source, const RunAction &action,
                                   const QVector<RunItem> &items, Run &line, ChunkRecord &record)
    : m_source(source)
    , m_action(action)
    , m_items(items)
    , m_line(line)
    , m_record(record)
    , m_answer(source, action)
    , m_asked(items.size())
{
    std::iota(m_asked.begin(), m_asked.end(), 0);
}

QVector<TaskVersion> ChunkTransaction::versionsOf(const QVector<qsizetype> &which) const
{
    QVector<TaskVersion> versions;
    versions.reserve(which.size());
    for (const qsizetype index : which)
        versions += m_items[index].version;
    return versions;
}

Result<QString> ChunkTransaction::begin(const TaskSource &source, const RunAction &action,
                                        const QVector<RunItem> &items)
{
    QVector<TaskVersion> versions;
    versions.reserve(items.size());
    for (const RunItem &item : items)
        versions += item.version;
    return RunStatements(source).change(action, versions);
}

void ChunkTransaction::read(int statement, const ResultRows &rows)
{
    constexpr int ofOnePart = RunStatements::Write + 1;
    const bool hasParts = RunStatements(m_source).hasParts(m_action);
    if (m_step == Step::Confirming)
        m_answer.readAfterTriggers(rows);
    else if (m_step == Step::Looking)
        m_answer.readLeft(rows);
    else if (!hasParts)
        m_answer.read(statement, m_items.size(), rows);
    else if (statement % ofOnePart == RunStatements::Write && m_recorded)
        m_recorded = recordPart(statement / ofOnePart, rows);
}

// The server is at the next part already.
Result<void> ChunkTransaction::recordPart(qsizetype part, const ResultRows &rows)
{
    const QVector<qsizetype> asked = m_asked.mid(part * RunStatements::partSize, RunStatements::partSize);
    ChunkAnswer answer(m_source, m_action);
    answer.read(RunStatements::Write, asked.size(), rows);
    QVector<qsizetype> told;
    told.reserve(asked.size());
    for (const qsizetype index : asked)
        (answer.tells(m_items[index].version) ? told : m_open) += index;
    return answer.check(asked.size()).and_then([&] { return record(answer, told); });
}

Result<void> ChunkTransaction::record(const ChunkAnswer &answer, const QVector<qsizetype> &which)
{
    QVector<JournalRow> rows;
    rows.reserve(which.size());
    for (const qsizetype index : which) {
        auto row = answer.row(m_items[index].version, index);
        if (!row)
            return Failure(row.error());
        row->number = m_items[index].number;
        m_going += row->state == RowState::Going ? 1 : 0;
        rows += std::move(*row);
    }
    if (!answer.columns().isEmpty())
        m_line.columns = answer.columns();
    return m_record.add(rows);
}

Result<QString> ChunkTransaction::next()
{
    if (!m_recorded)
        return Failure(m_recorded.error());
    if (m_step == Step::Recorded)
        return QString();
    const RunStatements statements(m_source);
    const bool hasParts = statements.hasParts(m_action);
    if (!hasParts)
        m_open = m_asked;
    if (m_step != Step::Looking && m_step != Step::Confirming) {
        const QVector<TaskVersion> untold = m_answer.untold(versionsOf(m_open));
        if (hasParts && m_step == Step::Changing && !untold.isEmpty() && !untold.first().place.isEmpty())
            return changeMoved(untold);
        if (!untold.isEmpty()) {
            m_step = Step::Looking;
            return statements.left(untold);
        }
    }
    if (m_step != Step::Confirming) {
        if (const QVector<TaskKey> keys = m_answer.openToTriggers(); !keys.isEmpty()) {
            m_step = Step::Confirming;
            return RestoreStatements(m_source).afterTriggers(keys);
        }
    }
    m_step = Step::Recorded;
    return m_answer.check(m_items.size())
        .and_then([this] { return record(m_answer, m_open); })
        .and_then([this] { return m_record.keep(); })
        .map([this] { return auditStatement(m_source, m_line, m_going); });
}

Result<QString> ChunkTransaction::changeMoved(QVector<TaskVersion> versions)
{
    m_step = Step::ChangingMoved;
    m_asked = std::exchange(m_open, {});
    for (TaskVersion &version : versions)
        version.place.clear();
    return RunStatements(m_source).change(m_action, versions);
}

} // namespace watchbill
