// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/taskpage.h"

#include <QSet>
#include <QVector>

namespace watchbill {

/// A loaded row.
struct LoadedRow
{
    enum class Presence {
        Listed,
        LeftFilter, // still in the table, but the filter no longer matches: kept while it is selected
        Deleted, // no longer in the table: kept while it is selected
    };

    Task task;
    SortKey key;
    Presence presence = Presence::Listed;

    bool operator==(const LoadedRow &) const = default;
};

/// One step from the old rows to the new, in terms of an item model.
struct RowEdit
{
    enum class Kind { Insert, Remove, Move, Change };

    Kind kind = Kind::Change;
    int first = 0;
    int count = 0; // 1 for a Move
    int to = 0; // Move: the row before which it goes, counted before the move
    QVector<LoadedRow> rows; // Insert and Change: the rows from `first` on

    bool operator==(const RowEdit &) const = default;
};

/// The steps that turn `before` into `after` by their tasks' keys, in order. A row in both is never removed and
/// inserted again, so selections and editors keep it.
QVector<RowEdit> difference(const QVector<LoadedRow> &before, const QVector<LoadedRow> &after);

/// The loaded rows: a contiguous part of a sorted, filtered table, and whether there are more rows before
/// and after it. Pure: sends no request, and compares keys for equality only.
class LoadedRows
{
public:
    const QVector<LoadedRow> &rows() const { return m_rows; }
    int size() const { return int(m_rows.size()); }
    bool isEmpty() const { return m_rows.isEmpty(); }
    int listedSize() const; // without those that are kept although they are no longer listed
    bool reachedStart() const { return m_reachedStart; }
    bool reachedEnd() const { return m_reachedEnd; }

    /// -1 if it is not loaded.
    int indexOf(const TaskKey &key) const;

    /// These rows, updated by the answer to the request. The request's watched tasks are kept even if they have left
    /// the filter.
    LoadedRows merged(const PageRequest &request, TaskPage page) const;

    /// Drops the rows outside [first, last].
    LoadedRows trimmed(int first, int last) const;

    LoadedRows without(const QSet<TaskKey> &keys) const;

    void apply(const RowEdit &edit);

    /// Takes over whether there are more rows before and after, which edits do not contain.
    void setBounds(const LoadedRows &other);

    bool operator==(const LoadedRows &) const = default;

private:
    int segmentBegin(const PageRequest &request) const;
    int segmentEnd(int begin, const TaskPage &page) const;
    QVector<LoadedRow> mergedRows(const PageRequest &request, TaskPage &page, int begin,
                                  int end) const; // takes the page's rows

    QVector<LoadedRow> m_rows;
    bool m_reachedStart = false;
    bool m_reachedEnd = false;
};

} // namespace watchbill
