// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "source/taskrelation.h"

namespace watchbill {

/// The columns of a table's key that are not fields of a task: together with the fields they identify a row, so
/// they are shown and printed wherever a task is.
class FurtherKey
{
public:
    FurtherKey() = default;
    explicit FurtherKey(const TaskRelation &relation);

    /// In the key's order.
    const QVector<TaskColumn> &columns() const { return m_columns; }
    QStringList names() const;

    /// A row's values in them, as the server prints them.
    QStringList values(const Task &task) const;

    /// "tenant = acme, region = eu"; empty where there are no such columns.
    QString text(const Task &task) const;

private:
    QVector<TaskColumn> m_columns;
    QVector<qsizetype> m_places; // in Task::keyRest
};

} // namespace watchbill
