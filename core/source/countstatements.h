// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "source/taskconditions.h"
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

    // See TaskStatements.
    Result<QString> estimate(const TaskFilter &filter, const FieldValue &status) const;
    Result<QString> exact(const TaskFilter &filter) const;
    QString types(int limit) const;
    QString busiestUsers(int limit) const;

private:
    QString compared(TaskField field) const;
    QString distinct(TaskField field) const;
    QString fromStatisticsOf(TaskField field) const;
    QString fewestByStatus() const;
    QString withNull(const QString &where, const QString &limit) const;

    const TaskRelation &m_relation;
    const TaskConditions m_conditions;
};

} // namespace watchbill
