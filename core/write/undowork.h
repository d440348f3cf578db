// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "journal/journal.h"
#include "statement/restorestatements.h"
#include "write/chunkanswer.h"
#include "write/chunkloop.h"

#include <QHash>
#include <QSet>

namespace watchbill {

/// Puts the rows of a run back as they were, chunk by chunk; blocks until all are reached. What cannot be put back as it was, value by
/// value, is left alone, with the reason, and stays in the journal.
class UndoWork
{
public:
    /// `line` is the undo's own in the journal, which gets a row for each.
    UndoWork(WriteLink &link, Journal &journal, RunControl &control, const Run &undone, const Run &line);

    /// Cancelled; else what ended it.
    Result<void> run();

    // See ChunkLoop.
    static constexpr int mostRefusedAlike = 1'000; // they may refer to what is put back later
    using Item = JournalRow;
    Result<QMap<RowState, qint64>> attempt(const QVector<Item> &items);
    Result<QVector<Item>> lookUp(const QVector<Item> &items);
    Result<void> refuse(const Item &item, const TaskError &error);

private:
    using Reasons = QHash<qint64, std::pair<RowState, QString>>; // by a row's number

    /// How each row of a chunk gets back to what it was.
    struct Restoring
    {
        QVector<TaskKey> keys; // of all of them
        QVector<TaskKey> removed; // new tasks
        QMap<QStringList, QVector<WholeRow>> changed; // by the columns in which they were
        QVector<WholeRow> missing;
    };

    Restoring sorted(const QVector<Item> &items, const WholeRows &now);
    QStringList changedBack(const Item &item, const WholeRow &now);
    Result<QString> statementsOf(const Restoring &restoring) const;
    QVector<qint64> returning() const;
    Result<void> keepReferred(const QVector<Item> &items);
    Result<void> check(const QVector<Item> &items, const WholeRows &now);
    Result<QMap<RowState, qint64>> record(const QVector<Item> &items);
    WholeRow before(const Item &item) const { return {item.key, m_undone.columns, *item.before}; }
    WholeRow after(const Item &item) const
    {
        return {item.key, m_undone.columns, item.after.value_or(RowValues())};
    }
    void leave(const Item &item, RowState state, const QString &reason);

    WriteLink &m_link;
    Journal &m_journal;
    RunControl &m_control;
    const Run &m_undone;
    const Run m_line;
    QVector<RestoreStatements::Column> m_columns; // of the table
    Reasons m_left; // of the current chunk
    QSet<qint64> m_returning; // likewise
    qint64 m_restored = 0; // how many of them are not as they were already
    QVector<Item> m_refused; // to be tried once more: what they refer to may be put back later
    bool m_isLastTry = false;
};

} // namespace watchbill
