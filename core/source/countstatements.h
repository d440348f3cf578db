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
    explicit CountStatements(const TaskRelation &relation)
        : m_relation(relation)
        , m_conditions(relation)
    {
    }

    // See TaskStatements.
    Result<QString> capped(const TaskFilter &filter, int cap) const;
    Result<QString> estimate(const TaskFilter &filter, const QString &status) const;
    Result<QString> exact(const TaskFilter &filter) const;
    QString types(int limit) const;
    QString busiestUsers(int limit) const;

private:
    QString compared(TaskField field) const;
    QString distinct(TaskField field) const;
    QString fromStatisticsOf(TaskField field) const;
    QString fewestByStatus() const;

    const TaskRelation &m_relation;
    const TaskConditions m_conditions;
};

} // namespace watchbill
