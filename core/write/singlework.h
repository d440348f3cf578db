// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "journal/journal.h"
#include "write/chunkloop.h"
#include "write/singlechange.h"

namespace watchbill {

class ResultRows;

/// Changes or creates one task; blocks until that is done. The whole row is on this disk before the server makes its change
/// final. The journal gets a run once there is something to record.
class SingleWork
{
public:
    SingleWork(WriteLink &link, Journal &journal, RunControl &control, const SingleChange &change);

    /// The errors of Runs::change(). `line` has the place and the profile.
    Result<SingleOutcome> run(const Run &line);

    // See ChunkLoop.
    static constexpr int mostRefusedAlike = 1;
    struct Item
    {
    };
    Result<QMap<RowState, qint64>> attempt(const QVector<Item> &items);
    Result<QVector<Item>> lookUp(const QVector<Item> &items);
    Result<void> refuse(const Item &item, const TaskError &error);

private:
    Result<void> make(const NewTask &task);
    Result<void> make(const NamedChange &change);
    Result<QString> statementsFor(const NamedChange &change, const QVector<Task> &found, bool isOwners);
    Result<QString> conclude(const NamedChange &change, const JournalRow &row, const QStringList &columns);
    Result<QString> keep(const JournalRow &row, const QStringList &columns);

    WriteLink &m_link;
    Journal &m_journal;
    RunControl &m_control;
    SingleChange m_change;
    Run m_line; // with a number once the journal has it
    std::shared_ptr<const RunMark> m_mark;
    std::optional<JournalRow> m_row; // as the journal has it, of the current attempt
    std::optional<TaskVersion> m_version; // of the task that was found
    SingleOutcome m_outcome;
    std::optional<TaskError> m_refusal; // why it was left alone, without an error of the server's
};

} // namespace watchbill
