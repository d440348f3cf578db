// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "write/chunkrecord.h"

#include <utility>

namespace watchbill {

Result<void> ChunkRecord::add(const QVector<JournalRow> &rows)
{
    if (rows.isEmpty())
        return {};
    const auto written = write(Journal::Flush::Later);
    m_unwritten = rows;
    for (const JournalRow &row : rows)
        m_rows += Row{row.number, row.state};
    return written;
}

Result<void> ChunkRecord::keep()
{
    const auto written = write(Journal::Flush::Now);
    if (!written || !m_limit)
        return written;
    const auto size = m_journal.size();
    if (!size)
        return Failure(size.error());
    if (*size <= *m_limit)
        return {};
    m_fullSize = *size;
    return failure(TaskError::Kind::InvalidInput, m_limitSentence);
}

void ChunkRecord::setLimit(qint64 bytes, const QString &sentence)
{
    m_limit = bytes;
    m_limitSentence = sentence;
}

Result<void> ChunkRecord::write(Journal::Flush flush)
{
    const QVector<JournalRow> rows = std::exchange(m_unwritten, {});
    return rows.isEmpty() ? Result<void>() : m_journal.add(m_line.number, m_line.columns, rows, flush);
}

Result<void> ChunkRecord::settle()
{
    QVector<qint64> numbers;
    for (Row &row : m_rows) {
        if (row.state != RowState::Going)
            continue;
        row.state = RowState::Done;
        numbers += row.number;
    }
    return numbers.isEmpty() ? Result<void>() : m_journal.settle(m_line.number, numbers, RowState::Done);
}

Result<void> ChunkRecord::drop()
{
    QVector<qint64> numbers;
    for (const Row &row : std::as_const(m_rows))
        numbers += row.number;
    return numbers.isEmpty() ? Result<void>() : m_journal.drop(m_line.number, numbers);
}

void ChunkRecord::clear()
{
    m_unwritten.clear();
    m_rows.clear();
    m_fullSize = 0;
}

} // namespace watchbill
