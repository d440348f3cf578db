// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "write/chunktransaction.h"

#include "journal/run.h"
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

Result<QString> ChunkTransaction::begin() const
{
    return RunStatements(m_source).change(m_action, versionsOf(m_asked));
}

void ChunkTransaction::read(int statement, const ResultRows &rows)
{
    constexpr int ofOnePart = RunStatements::Write + 1;
    const bool hasParts = RunStatements(m_source).hasParts(m_action);
    if (m_step == Step::Looking)
        m_answer.readLeft(rows);
    else if (!hasParts)
        m_answer.read(statement, m_items.size(), rows);
    else if (statement % ofOnePart == RunStatements::Write) {
        m_answer.read(RunStatements::Write, m_items.size(), rows);
        recordPart(statement / ofOnePart);
    }
}

// The server is at the next part already.
void ChunkTransaction::recordPart(qsizetype part)
{
    const qsizetype first = part * RunStatements::partSize;
    const qsizetype end = std::min(first + RunStatements::partSize, m_asked.size());
    QVector<qsizetype> told;
    told.reserve(end - first);
    for (const qsizetype index : m_asked.mid(first, end - first))
        (m_answer.tells(m_items[index].version) ? told : m_open) += index;
    if (m_recorded)
        m_recorded = record(told);
}

Result<void> ChunkTransaction::record(const QVector<qsizetype> &which)
{
    QVector<JournalRow> rows;
    rows.reserve(which.size());
    for (const qsizetype index : which) {
        auto row = m_answer.row(m_items[index].version, index);
        if (!row)
            return Failure(row.error());
        row->number = m_items[index].number;
        m_going += row->state == RowState::Going ? 1 : 0;
        rows += std::move(*row);
    }
    m_line.columns = m_answer.columns();
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
    if (m_step != Step::Looking) {
        const QVector<TaskVersion> untold = m_answer.untold(versionsOf(m_open));
        if (hasParts && m_step == Step::Changing && !untold.isEmpty() && !untold.first().place.isEmpty())
            return changeMoved(untold);
        if (!untold.isEmpty()) {
            m_step = Step::Looking;
            return statements.left(untold);
        }
    }
    m_step = Step::Recorded;
    return m_answer.check(m_items.size())
        .and_then([this] { return record(m_open); })
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
