// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "statement/taskconditions.h"
#include "task/taskerror.h"

namespace watchbill {

/// Statements that tell how many tasks there are, and of which kinds, without reading all of them where that
/// can be avoided: by probes of an index, by counting up to a cap, by the table's statistics.
class CountStatements
{
public:
    /// Whether pg_stats is asked what is known to be much; not everybody may read it.
    enum class Statistics { Asked, LeftAlone };

    explicit CountStatements(const TaskRelation &relation)
        : m_relation(relation)
        , m_conditions(relation)
    {
    }

    /// Status and number of matching tasks for each status in the table, counted up to a cap.
    Result<QString> capped(const TaskFilter &filter, int cap, Statistics statistics) const;

    /// The matching tasks, and their number, counted up to a cap.
    Result<QString> matching(const TaskFilter &filter) const;
    Result<QString> matching(const TaskFilter &filter, int cap) const;

    /// Each value of a set's field with its number of matching tasks, and the number of all of those, which are counted up
    /// to a cap; the most frequent first.
    Result<QString> byValue(const TaskFilter &filter, FilterSet set, int cap, int most) const;

    /// The values that a set's field often has and their numbers, by the table's statistics; none where those do not
    /// tell.
    QString frequent(FilterSet set, int most) const;

    /// The planner's plan of a statement, as JSON.
    static QString explained(const QString &sql);

    // See TaskStatements.
    Result<QString> estimate(const TaskFilter &filter, const FieldValue &status) const;
    Result<QString> exact(const TaskFilter &filter) const;
    QString types(int limit) const;
    QString busiestUsers(int limit) const;

private:
    QString compared(TaskField field) const;
    QString distinct(TaskField field) const;
    QString fromStatisticsOf(TaskField field, const QString &more = {}) const;
    QString fromFrequentOf(TaskField field) const; // its values and their shares
    QString fewestByStatus() const;
    QString withNull(const QString &where, const QString &limit) const;

    const TaskRelation &m_relation;
    const TaskConditions m_conditions;
};

} // namespace watchbill
