// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "statement/taskconditions.h"
#include "statement/taskorder.h"
#include "task/timehistogram.h"

namespace watchbill {

/// Statements that tell how many tasks were created when.
class HistogramStatements
{
public:
    explicit HistogramStatements(const TaskRelation &relation)
        : m_relation(relation)
        , m_conditions(relation)
    {
    }

    /// Whether some of its pages, or some slices of time, can be read in place of all.
    bool hasPages() const { return !m_relation.isView() && !m_relation.isElsewhere(); }
    bool hasSlices() const { return taskorder::isIndexed(m_relation, TaskField::CreatedAt); }

    /// The first and the last time of creation among the matching tasks, and their number: if they are more than `most`, those of
    /// some of them.
    Result<QString> extent(const TaskFilter &filter, int most) const;

    /// The first and the last time of creation in the table, each by one probe of an index if there is one.
    QString wholeExtent() const;

    /// The share of the table's pages that this many are, in percent; 100 at most.
    QString percentOf(int pages) const;

    /// The planner's plan for the tasks of these times, as JSON.
    Result<QString> plan(const TaskFilter &filter, const TimeRange &range) const;

    /// Step, counted from 1 on, status and number of the matching tasks of each step and status.
    Result<QString> counts(const TaskFilter &filter, const QVector<Timestamp> &edges) const;

    /// The columns of counts(), from this percentage of the table's pages, chosen at random.
    Result<QString> ofPages(const TaskFilter &filter, const QVector<Timestamp> &edges, double percent) const;

    /// The columns of counts(), from a share of each step: this many slices of its time, each read through an index.
    Result<QString> ofSlices(const TaskFilter &filter, const QVector<Timestamp> &edges, double share,
                             int slices) const;

private:
    QString time() const;
    QString status() const;
    QString literal(Timestamp time) const;
    Result<QString> matching(const TaskFilter &filter, const TimeRange &range) const;
    QString grouped(const QString &rows, const QVector<Timestamp> &edges) const;

    const TaskRelation &m_relation;
    const TaskConditions m_conditions;
};

} // namespace watchbill
