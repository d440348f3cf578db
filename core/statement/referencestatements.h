// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "source/tasksource.h"
#include "statement/chosentasks.h"

namespace watchbill {

/// A foreign key that does something to the rows that refer to a deleted one: of the task table, or of a table whose rows
/// go with its tasks.
struct Reference
{
    enum class Effect { Deleted, Cleared }; // "cleared": the columns get NULL or their default

    QString schema; // of the table that refers
    QString table;
    QStringList columns;
    QString referencedSchema; // the task table's if it is that one, or a part of it
    QString referencedTable;
    QStringList referencedColumns; // in the order of `columns`
    Effect effect = Effect::Deleted;
    bool isReadable = false; // by this role
    bool isFiltered = false; // row security hides rows that are deleted nevertheless

    QString name() const { return schema + u'.' + table; }
    QString referencedName() const { return referencedSchema + u'.' + referencedTable; }

    bool operator==(const Reference &) const = default;
};

/// Statements that tell what a deletion would do to other rows.
class ReferenceStatements
{
public:
    explicit ReferenceStatements(const TaskSource &source)
        : m_source(source)
    {
    }

    /// The references to the task table, and to the tables whose rows go with its tasks, and so on.
    QString references() const;
    enum Column {
        Schema,
        Table,
        Columns, // a list in JSON; likewise the other one
        ReferencedSchema,
        ReferencedTable,
        ReferencedColumns,
        Effect, // as pg_constraint.confdeltype
        IsReadable,
        IsFiltered,
    };

    /// The task table's references to itself, whatever they do.
    QString ownReferences() const;
    enum OwnColumn { OwnColumns, OwnReferencedColumns }; // lists in JSON

    struct OwnReference
    {
        QStringList columns;
        QStringList referencedColumns; // in the order of `columns`
    };

    /// The keys of the chosen tasks that refer to another one, and of that one: each as TaskReader reads it.
    QString parents(const ChosenTasks &chosen, const QVector<OwnReference> &references) const;
    enum ParentColumn { Child, Parent = 2 }; // the first columns of the keys

    /// How many rows of each table the deletion of the chosen tasks would reach by these references, themselves left
    /// out; two statements, of which the second returns rows. It looks each row up as the deletion itself would.
    QString count(const ChosenTasks &chosen, const QVector<Reference> &references) const;
    enum CountColumn { CountedTable, CountedEffect, Rows }; // the table by its Reference::name()

private:
    const TaskSource &m_source;
};

} // namespace watchbill
