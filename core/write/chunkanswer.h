// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "journal/journalrow.h"
#include "statement/runstatements.h"
#include "task/wholerow.h"

#include <QHash>

namespace watchbill {

class ResultRows;

/// Rows of RunStatements or RestoreStatements.
class WholeRows
{
public:
    /// Adds those of one statement.
    void read(const ResultRows &rows);

    struct Row
    {
        bool isAsSeen = false; // at least one of this key is
        int alike = 0; // how many have this key
        RowValues values; // none where the statement has only keys
    };

    qsizetype count() const { return m_count; }
    bool contains(const TaskKey &key) const { return m_rows.contains(key); }
    QVector<TaskKey> keys() const { return {m_rows.keyBegin(), m_rows.keyEnd()}; }
    Row row(const TaskKey &key) const { return m_rows.value(key); }
    const QStringList &columns() const { return m_columns; } // empty if no row was whole
    WholeRow whole(const TaskKey &key) const { return {key, m_columns, m_rows.value(key).values}; }

private:
    QStringList m_columns;
    QHash<TaskKey, Row> m_rows;
    qsizetype m_count = 0;
};

/// The server's answer about one chunk of a run, before it commits.
class ChunkAnswer
{
public:
    ChunkAnswer(const TaskSource &source, const RunAction &action)
        : m_source(source)
        , m_action(action)
    {
    }

    /// Adds the rows of the statement with this number, for a chunk of that many tasks.
    void read(int statement, qsizetype tasks, const ResultRows &rows);

    /// Whether this task was written.
    bool tells(const TaskVersion &version) const { return m_written.contains(keyOf(version)); }

    /// The tasks whose outcome is still open after the answer so far; RunStatements::left() reads it.
    QVector<TaskVersion> untold(const QVector<TaskVersion> &versions) const;
    void readLeft(const ResultRows &rows) { m_after.read(rows); }

    /// The written tasks that a trigger may have changed after the server returned them, by their new keys;
    /// RestoreStatements::afterTriggers() reads them.
    QVector<TaskKey> openToTriggers() const;
    void readAfterTriggers(const ResultRows &rows);

    /// Conflict if more rows were written than there are tasks, so that the change must not be made.
    Result<void> check(qsizetype tasks) const;

    /// The columns of the rows.
    QStringList columns() const;

    /// The journal row for the task at this index, without a number. A changed task is Going, with its values before
    /// and after. Server if its earlier values are not known, so that the change must not be made.
    Result<JournalRow> row(const TaskVersion &version, qsizetype index) const;

private:
    JournalRow rowOfCopy(const TaskVersion &version, qsizetype index) const;
    RowState stateOf(const TaskKey &key) const;
    RowState stateOfUntouched(const TaskKey &key) const;
    RowState stateOfDeletion(const TaskKey &key) const;
    RowState stateOfUpdate(const TaskKey &key) const;
    bool hasStatus(const TaskKey &key) const;
    TaskKey newKeyOf(const TaskKey &key) const;
    void applyTriggers(JournalRow &row) const;
    TaskKey keyOf(const TaskVersion &version) const;

    const TaskSource &m_source;
    const RunAction m_action;
    WholeRows m_before;
    WholeRows m_written;
    WholeRows m_after;
    std::optional<WholeRows> m_afterTriggers; // by their new keys
    QHash<qsizetype, TaskKey> m_made; // new tasks, by the index of the old one
};

} // namespace watchbill
