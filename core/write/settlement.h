// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "journal/journalrow.h"
#include "journal/run.h"
#include "task/wholerow.h"
#include "write/chunkanswer.h"

namespace watchbill {

class Journal;
class WriteLink;
struct TaskRelation;

/// Finds out what became of rows whose outcome the journal does not know, because the answer was lost or the program ended:
/// compares them with the table, once no transaction of that run is left that may still change them.
class Settlement
{
public:
    Settlement(WriteLink &link, Journal &journal, const Run &run)
        : m_link(link)
        , m_journal(journal)
        , m_run(run)
    {
    }

    /// Takes rows that are Going or Returning. Records their outcome in the journal, drops those from it that the run has
    /// not changed, and returns the numbers of the latter.
    Result<QVector<qint64>> settle(const QVector<JournalRow> &rows);

    /// The rows of these keys as they are now, locked if this role may; `next` as in WriteLink::transact().
    static Result<void> look(WriteLink &link, const QVector<TaskKey> &keys, WholeRows &found);

private:
    enum class State { AsBefore, AsAfter, Other, Missing };
    State stateOf(const JournalRow &row, const WholeRows &found) const;
    std::optional<RowState> outcomeOf(const JournalRow &row, State state) const;

    WriteLink &m_link;
    Journal &m_journal;
    const Run &m_run;
};

/// The key of a row as the run left it: another one than JournalRow::key if the run changed a column of the key, such as the
/// status by which a table is partitioned.
TaskKey keyAfter(const JournalRow &row, const QStringList &columns, const TaskRelation &relation);

/// Whether two images of a row have equal values in all columns that both have.
bool isAlike(const WholeRow &one, const WholeRow &other);

} // namespace watchbill
