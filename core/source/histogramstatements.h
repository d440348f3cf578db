// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "source/taskconditions.h"
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

    /// Whether some of its pages can be read in place of all.
    bool canSample() const { return !m_relation.isView() && !m_relation.isElsewhere(); }

    /// The first and the last time of creation among the matching tasks, and their number: if they are more than `most`, those of
    /// some of them.
    Result<QString> extent(const TaskFilter &filter, int most) const;

    /// The first and the last time of creation in the table, each by one probe of an index if there is one.
    QString wholeExtent() const;

    /// How many percent of the table's pages so many are; 100 at most.
    QString percentOf(int pages) const;

    /// Step, status and number of the matching tasks of each step and status; of some tasks, if they are more than
    /// `most`. 0 is no limit.
    Result<QString> counts(const TaskFilter &filter, const QVector<Timestamp> &edges, int most) const;

    /// The same of so many percent of the table's pages, chosen at random.
    Result<QString> sampled(const TaskFilter &filter, const QVector<Timestamp> &edges, double percent) const;

private:
    QString time() const;
    QString literal(Timestamp time) const;
    Result<QString> matching(const TaskFilter &filter, const TimeRange &range) const;
    QString grouped(const QString &rows, const QVector<Timestamp> &edges) const;

    const TaskRelation &m_relation;
    const TaskConditions m_conditions;
};

} // namespace watchbill
