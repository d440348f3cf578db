// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "source/taskcolumns.h"
#include "source/taskconditions.h"
#include "source/tasksource.h"
#include "task/wholerow.h"

#include <QSet>

namespace watchbill {

/// Statements that put rows back as they were.
class RestoreStatements
{
public:
    /// What the server itself makes the values of.
    struct Traits
    {
        QStringList columns; // all that the relation has now
        QSet<QString> generated; // takes no value
        QSet<QString> identity; // takes one only if told so
    };
    enum TraitColumn { Name, IsGenerated, IsIdentity };

    explicit RestoreStatements(const TaskSource &source)
        : m_source(source)
        , m_conditions(source)
    {
    }

    QString traits() const;

    /// The rows of these keys as they are now, marked as deleted or not; each as RunStatements returns them, and locked if this role may.
    Result<QString> current(const QVector<TaskKey> &keys) const;

    /// Makes the rows anew.
    QString insert(const QVector<WholeRow> &rows, const Traits &traits) const;

    /// Sets these columns of a row that is there to the values of `row`; one statement.
    Result<QString> update(const WholeRow &row, const QStringList &columns) const;

    /// Takes a row away.
    Result<QString> remove(const TaskKey &key) const;

private:
    const TaskSource &m_source;
    const TaskConditions m_conditions;
};

} // namespace watchbill
