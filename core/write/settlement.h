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

/// Finds the outcome of rows for which the journal does not know it, because the answer was lost or the program ended:
/// from their present state in the table, once the transaction that may still hold them has ended.
class Settlement
{
public:
    Settlement(WriteLink &link, Journal &journal, const Run &run)
        : m_link(link)
        , m_journal(journal)
        , m_run(run)
    {
    }

    /// Rows that are Going or Returning. Settles them in the journal and drops unchanged ones from it. Returns the
    /// numbers of the unchanged ones.
    Result<QVector<qint64>> settle(const QVector<JournalRow> &rows);

    /// The rows of these keys as they are now, locked if this role may; `next` as in WriteLink::transact().
    static Result<void> look(WriteLink &link, const QVector<TaskKey> &keys, WholeRows &found);

private:
    enum class State { AsBefore, AsAfter, Other, Missing };
    static State stateOf(const JournalRow &row, const QStringList &columns, const WholeRows &found);
    std::optional<RowState> outcomeOf(const JournalRow &row, State state) const;

    WriteLink &m_link;
    Journal &m_journal;
    const Run &m_run;
};

/// Whether two images of a row have equal values in all columns that both have.
bool isAlike(const WholeRow &one, const WholeRow &other);

} // namespace watchbill
