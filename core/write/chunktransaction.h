// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "source/tasksource.h"
#include "task/runaction.h"
#include "task/taskversion.h"
#include "write/chunkanswer.h"

namespace watchbill {

class ChunkRecord;

/// A task of a run, by its number in it.
struct RunItem
{
    qint64 number = 0;
    TaskVersion version;
};

/// What is said to the server, and recorded of its answers, in the one transaction that changes a chunk of tasks; see
/// WriteLink::transact(). When it is to commit, all rows are in the journal and flushed.
class ChunkTransaction
{
public:
    ChunkTransaction(const TaskSource &source, const RunAction &action, const QVector<RunItem> &items,
                     Run &line, ChunkRecord &record);

    /// The first message.
    static Result<QString> begin(const TaskSource &source, const RunAction &action,
                                 const QVector<RunItem> &items);

    void read(int statement, const ResultRows &rows);
    Result<QString> next();

private:
    enum class Step {
        Changing,
        ChangingMoved, // those that were not where they had been
        Looking,
        Confirming, // what triggers have made of what was written
        Recorded
    };

    QVector<TaskVersion> versionsOf(const QVector<qsizetype> &which) const;
    Result<void> recordPart(qsizetype part, const ResultRows &rows);
    Result<void> record(const ChunkAnswer &answer, const QVector<qsizetype> &which);
    Result<QString> changeMoved(QVector<TaskVersion> versions);

    const TaskSource &m_source;
    const RunAction &m_action;
    const QVector<RunItem> &m_items;
    Run &m_line;
    ChunkRecord &m_record;
    ChunkAnswer m_answer; // where it has parts, only to what was asked after them
    Step m_step = Step::Changing;
    QVector<qsizetype> m_asked; // indices of the items that the current message is about
    QVector<qsizetype> m_open; // indices of the items whose outcome the answers so far do not tell
    Result<void> m_recorded; // what was recorded while the server was answering
    qint64 m_going = 0;
};

} // namespace watchbill
