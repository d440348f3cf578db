// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "journal/journal.h"
#include "journal/journallimits.h"
#include "task/runaction.h"
#include "write/chunkloop.h"
#include "write/chunkrecord.h"
#include "write/chunktransaction.h"
#include "write/confirmedtasks.h"
#include "write/upcomingchunk.h"

namespace watchbill {

/// Server and database, as people read them.
QString placeOf(const TaskSource &source);

/// The line of a run in the journal, with its new uid and what tells where and by which role the tasks are changed.
Run lineOf(const TaskSource &source, const QString &profile);

/// What the user has confirmed.
struct RunOrder
{
    RunAction action;
    ConfirmedTasks tasks;
    QString query; // in the query language, or other words that say which tasks these are

    /// Within which the run can be undone: it stops before the journal would exceed them. Without, it goes on.
    std::optional<JournalLimits> limits = {};
};

/// Also with the order.
Run lineOf(const RunOrder &order, const TaskSource &source, const QString &profile);

/// Ends the run in the journal as it went. The errors of the journal.
Result<void> endRun(Journal &journal, qint64 number, const Result<void> &made);

/// Changes the tasks of an order, chunk by chunk; blocks until all are reached. Each row is on this disk, whole, before
/// the server makes its change final.
class RunWork
{
public:
    /// `line` is the order's own in the journal.
    RunWork(WriteLink &link, Journal &journal, RunControl &control, const RunOrder &order, const Run &line);

    /// Cancelled, or the error that ended the run. Changes made until then remain.
    Result<void> run();

    // See ChunkLoop.
    static constexpr int mostRefusedAlike = 100;
    using Item = RunItem;
    Result<QMap<RowState, qint64>> attempt(const QVector<Item> &items);
    Result<QVector<Item>> lookUp(const QVector<Item> &items);
    Result<void> refuse(const Item &item, const TaskError &error);

private:
    Result<QMap<RowState, qint64>> attemptOnce(const QVector<Item> &items);
    Result<int> dropOlderRuns();
    Result<QString> statementsFor(const TaskSource &source, const QVector<Item> &items);
    QMap<RowState, qint64> reached() const;
    Result<void> keepKind(Run::Kind kind);

    WriteLink &m_link;
    Journal &m_journal;
    RunControl &m_control;
    const RunOrder &m_order;
    Run m_line; // with the columns of its rows, once they are known
    ChunkRecord m_record; // of the current chunk
    std::optional<UpcomingChunk::Chunk> m_prepared; // for its first attempt
};

} // namespace watchbill
