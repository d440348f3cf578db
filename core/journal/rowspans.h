// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "journal/journalrow.h"
#include "task/taskerror.h"

#include <QVector>

namespace watchbill {

class JournalFile;

/// A run's rows in the journal's file: in which state they are, as spans of consecutive numbers, and the blocks with their
/// keys and values. Each call is part of a change that the caller makes; its errors are those of Journal.
class RowSpans
{
public:
    RowSpans(JournalFile &file, qint64 run)
        : m_file(file)
        , m_run(run)
    {
    }

    /// Conflict if there is a row of one of these numbers.
    Result<void> add(QVector<JournalRow> rows);

    /// NotFound, with some changed perhaps, if there is no such row.
    Result<void> settle(const QVector<qint64> &numbers, RowState state, const QString &reason);

    /// Those that are there.
    Result<void> drop(const QVector<qint64> &numbers);

private:
    struct Range
    {
        qint64 first;
        qint64 last;
    };
    static QVector<Range> rangesOf(QVector<qint64> numbers);

    Result<void> addBlock(const QVector<JournalRow> &rows, qsizetype from, qsizetype count);
    Result<void> divide(const Range &range);
    Result<void> divideBefore(qint64 number);
    Result<void> requireAll(const Range &range);

    JournalFile &m_file;
    const qint64 m_run;
};

} // namespace watchbill
