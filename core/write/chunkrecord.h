// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "journal/journal.h"

#include <QVector>

namespace watchbill {

/// The rows of one chunk of a run on their way into the journal. Their values are only kept until they are there. Its errors are
/// those of Journal.
class ChunkRecord
{
public:
    ChunkRecord(Journal &journal, const Run &line)
        : m_journal(journal)
        , m_line(line)
    {
    }

    /// More of its rows. They are written when further ones come, so that the last of them are left for keep().
    Result<void> add(const QVector<JournalRow> &rows);

    /// The rows are all there: they are flushed to disk. At least one was added.
    Result<void> keep();

    /// If the journal would have more bytes, keep() refuses the rows with the sentence; isFull() is true then, and fullSize()
    /// is how many it would have.
    void setLimit(qint64 bytes, const QString &sentence);
    bool isFull() const { return m_fullSize > 0; }
    qint64 fullSize() const { return m_fullSize; }

    /// The server has made the change: what was Going is Done.
    Result<void> settle();

    /// The server has not made the change.
    Result<void> drop();

    void clear();

    struct Row
    {
        qint64 number;
        RowState state;
    };
    const QVector<Row> &rows() const { return m_rows; }

private:
    Result<void> write(Journal::Flush flush);

    Journal &m_journal;
    std::optional<qint64> m_limit;
    QString m_limitSentence;
    qint64 m_fullSize = 0;
    const Run &m_line; // with the columns of its rows, once they are known
    QVector<JournalRow> m_unwritten;
    QVector<Row> m_rows; // all of them
};

} // namespace watchbill
