// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "source/tasksource.h"
#include "statement/taskcolumns.h"
#include "statement/taskconditions.h"
#include "task/wholerow.h"

#include <QVector>

namespace watchbill {

class ResultRows;

/// Statements that put rows back as they were.
class RestoreStatements
{
public:
    /// A column of the relation as it is now.
    struct Column
    {
        QString name;
        QString type; // with its length
        bool hasArrays = true; // see ValueTable
        bool isGenerated = false; // the server makes each value, and takes none
        bool isIdentity = false; // likewise, unless told otherwise
    };

    explicit RestoreStatements(const TaskSource &source)
        : m_source(source)
        , m_conditions(source)
    {
    }

    /// Its columns; readColumns() reads them.
    QString columns() const;
    static QVector<Column> readColumns(const ResultRows &rows);

    /// The rows of these keys as they are now, marked as deleted or not; each as RunStatements returns them. Locked only if
    /// this role may.
    enum class Lock { Yes, No };
    Result<QString> current(const QVector<TaskKey> &keys, Lock lock) const;

    /// The rows of these keys as the transaction will leave them: after triggers that wait for its end.
    Result<QString> afterTriggers(const QVector<TaskKey> &keys) const;

    /// Inserts the rows again. Where tellsInserted(), in parts that return them, as current() does.
    QString insert(const QVector<WholeRow> &rows, const QVector<Column> &columns) const;
    bool tellsInserted() const;

    /// Sets these of the columns, in rows that are there.
    Result<QString> update(const QVector<WholeRow> &rows, const QVector<Column> &columns) const;

    /// Takes rows away.
    Result<QString> remove(const QVector<TaskKey> &keys) const;

private:
    QString insertPart(const QVector<WholeRow> &rows, const QVector<Column> &columns) const;
    QString returned() const;
    Result<QString> updateOf(const WholeRow &row, const QVector<Column> &columns) const;

    const TaskSource &m_source;
    const TaskConditions m_conditions;
};

} // namespace watchbill
