// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "write/chunkrecord.h"

#include <utility>

namespace watchbill {

namespace {

QVector<qint64> numbersOf(const QVector<JournalRow> &rows)
{
    QVector<qint64> numbers;
    numbers.reserve(rows.size());
    for (const JournalRow &row : rows)
        numbers += row.number;
    return numbers;
}

} // namespace

Result<void> ChunkRecord::add(const QVector<JournalRow> &rows)
{
    if (rows.isEmpty())
        return {};
    const auto written = write(Journal::Flush::Later);
    m_rows += rows;
    return written;
}

Result<void> ChunkRecord::keep()
{
    return write(Journal::Flush::Now);
}

Result<void> ChunkRecord::write(Journal::Flush flush)
{
    const qsizetype from = std::exchange(m_written, m_rows.size());
    return from == m_rows.size() ? Result<void>()
                                 : m_journal.add(m_line.number, m_line.columns, m_rows.mid(from), flush);
}

Result<void> ChunkRecord::settle()
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

Result<void> ChunkRecord::drop()
{
    return m_written == 0 ? Result<void>()
                          : m_journal.drop(m_line.number, numbersOf(m_rows.mid(0, m_written)));
}

void ChunkRecord::clear()
{
    m_rows.clear();
    m_written = 0;
}

} // namespace watchbill
