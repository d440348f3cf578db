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

/// Restores the rows of a run, chunk by chunk; blocks until all are reached. A row that cannot be restored with all its
/// values is left alone, with the reason, and stays in the journal.
class UndoWork
{
public:
    /// `line` is the line of the undo in the journal, which gets a row for each row of the undone run.
    UndoWork(WriteLink &link, Journal &journal, RunControl &control, const Run &undone, const Run &line);

    /// Cancelled, or the error that ended the undo.
    Result<void> run();

    // See ChunkLoop.
    static constexpr int mostRefusedAlike = 1'000; // they may refer to what is put back later
    using Item = JournalRow;
    Result<QMap<RowState, qint64>> attempt(const QVector<Item> &items);
    Result<QVector<Item>> lookUp(const QVector<Item> &items);
    Result<void> refuse(const Item &item, const TaskError &error);

private:
    using Reasons = QHash<qint64, std::pair<RowState, QString>>; // by a row's number

    /// How the rows of a chunk are restored.
    struct Restoring
    {
        QVector<TaskKey> keys; // of those to be looked at afterwards
        QVector<TaskKey> removed; // new tasks
        QMap<QStringList, QVector<WholeRow>> changed; // by the columns that differ
        QVector<WholeRow> missing;
    };

    bool canInsertOutright(const QVector<Item> &items, const TaskSource &source) const;
    Result<QMap<RowState, qint64>> restore(const QVector<Item> &items, const TaskSource &source,
                                           const QString &look);
    Restoring sorted(const QVector<Item> &items, const WholeRows &now);
    void leaveWithoutColumns(const Item &item);
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
    QStringList m_dropped; // of the undone run's columns, those that the table no longer has
    Reasons m_left; // of the current chunk
    QSet<qint64> m_returning; // likewise
    QSet<qint64> m_stampedAnew; // those whose updated_at the server keeps itself
    qint64 m_restored = 0; // how many of them were not already as before
    QVector<Item> m_refused; // tried once more at the end: what they refer to may be restored by then
    bool m_isLastTry = false;
    bool m_looksFirst = false; // what is there of the rows
};

} // namespace watchbill
