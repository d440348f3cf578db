// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/task.h"

#include <QMap>
#include <QString>
#include <QStringList>
#include <QVector>

#include <optional>

namespace watchbill {

struct TaskColumn
{
    enum class Family { Uuid, Integer, Number, Text, Enum, Json, Timestamp, Other };

    QString name;
    QString sqlType; // as the server writes it, without a length; of a domain, the type that it is made of
    Family family = Family::Other;
    bool nullable = true;
    bool hasDefault = false;
    QString defaultValue{}; // as SQL; empty if there is none, or if it is not the column's own
    bool isGenerated = false; // the server makes each value, and takes none
    bool isSortable = true; // the type has an order
    bool isDeterministic =
        true; // texts are equal only if they are the same, and patterns can be searched for
    QStringList labels{}; // of an enum, in its order

    bool operator==(const TaskColumn &) const = default;
};

/// A B-tree index over whole columns of all rows, readable in either direction.
struct TaskIndex
{
    QString name;
    QStringList columns;

    bool operator==(const TaskIndex &) const = default;
};

/// What kind of relation holds the tasks.
enum class RelationKind {
    Table,
    Partitioned,
    View,
    MaterializedView,
    Foreign, // a table of another server
};

/// The relation that holds the tasks, as the catalogue describes it to anybody.
struct TaskRelation
{
    QString schema;
    QString table;
    RelationKind kind = RelationKind::Table;
    bool canUpdate = true; // by its kind, regardless of rights: not every view is writable
    bool canDelete = true;
    QMap<TaskField, TaskColumn> columns; // what the table has of them
    std::optional<TaskColumn> deletedAt; // marks a deleted row instead of removing it

    /// The type of a column deleted_at that does mark deleted rows, but not by a time; empty if there is none.
    QString unreadableMark;

    QVector<TaskIndex> indexes;

    /// The columns of the smallest of the unique, not-null keys that contain the id's column: together they identify
    /// a row. Empty if there is none, as for a view or a foreign table.
    QStringList key;

    bool has(TaskField field) const { return columns.contains(field); }

    bool isView() const { return kind == RelationKind::View || kind == RelationKind::MaterializedView; }

    /// Of this server.
    bool isTable() const { return kind == RelationKind::Table || kind == RelationKind::Partitioned; }

    /// Of its own, which its owner can add to.
    bool canHaveIndexes() const { return isTable() || kind == RelationKind::MaterializedView; }

    /// The catalogue says that no two rows have the same id. Of a view or a foreign table it says nothing.
    bool isIdUnique() const { return key == QStringList{columns[TaskField::Id].name}; }
};

} // namespace watchbill
