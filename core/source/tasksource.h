// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "source/actinguser.h"
#include "source/keyset.h"
#include "task/taskquery.h"

#include <QMap>
#include <QString>
#include <QStringList>
#include <QVector>

#include <optional>

namespace watchbill {

struct TaskColumn
{
    enum class Family { Uuid, Integer, Text, Enum, Json, Timestamp, Other };

    QString name;
    QString sqlType; // as the server writes it, without a length
    Family family = Family::Other;
    bool nullable = true;
    bool hasDefault = false;

    bool operator==(const TaskColumn &) const = default;
};

/// A B-tree index over whole columns of all rows, readable in either direction.
struct TaskIndex
{
    QString name;
    QStringList columns;

    bool operator==(const TaskIndex &) const = default;
};

/// Which login and role see the tasks, and what row security hides from them.
struct Viewpoint
{
    QString login; // session_user
    QString role; // current_user while a request runs
    bool isServiceRole = false;
    bool bypassesRowSecurity = false; // by its own attribute or as superuser
    bool rowSecurityActive = false; // for this role on this table: rows may be hidden
    std::optional<ActingUser> actingAs; // the user viewed as, whose claims go with each request
    QString fallbackReason; // why the requested service role is not in effect; empty if it is
    bool serviceNeedsPassword = false; // because its password is missing or wrong

    bool operator==(const Viewpoint &) const = default;
};

struct ServerInfo
{
    QString database;
    QString address; // as libpq reached it: host:port, or the socket's folder
    int version = 0; // 150004 for 15.4
    bool standby = false;
    bool writesToPrimary = false; // on a connection of its own: several hosts are given
    bool pooled = false; // sessions are shared by a pooler: nothing must outlast a transaction
    bool readOnly = false; // by its own default_transaction_read_only

    bool operator==(const ServerInfo &) const = default;
};

/// What kind of relation holds the tasks.
enum class RelationKind {
    Table,
    Partitioned,
    View,
    MaterializedView,
    Foreign, // a table of another server
};

/// Why Watchbill itself makes the connection read-only.
enum class Restraint {
    None,
    Profile, // the connection is read-only by its own settings
    Locked, // production, not unlocked
    Acting, // viewing as another user
};

/// The relation that holds the tasks, as its catalogue describes it to this role at connect.
struct TaskSource
{
    QString schema;
    QString table;
    RelationKind kind = RelationKind::Table;
    bool canUpdate = true; // by its kind, regardless of rights: not every view is writable
    bool canDelete = true;
    QMap<TaskField, TaskColumn> columns; // what the table has of them
    std::optional<TaskColumn> deletedAt; // marks a deleted row instead of removing it
    QVector<TaskIndex> indexes;
    QStringList
        key; // of the unique, not-null keys with the id's column the smallest: it identifies a row; or none
    bool maySelect = false;
    bool mayInsert = false;
    bool mayUpdate = false;
    bool mayDelete = false;
    Viewpoint viewpoint;
    ServerInfo server;
    Restraint restraint = Restraint::None;

    bool has(TaskField field) const { return columns.contains(field); }

    bool isView() const { return kind == RelationKind::View || kind == RelationKind::MaterializedView; }
    bool isTable() const
    {
        return kind == RelationKind::Table || kind == RelationKind::Partitioned;
    } // of this server

    /// Of its own, which its owner can add to.
    bool canHaveIndexes() const { return isTable() || kind == RelationKind::MaterializedView; }

    /// The catalogue says that no two rows have the same id. Of a view or a foreign table it says nothing.
    bool isIdUnique() const { return key == QStringList{columns[TaskField::Id].name}; }

    /// Why a task that was named by its id alone may be left alone; empty if ids are unique.
    QString doubtOfId() const;

    /// Quoted, with its schema.
    QString qualifiedName() const;

    /// A column of the table under its alias t, quoted; "NULL" if there is none.
    QString expression(TaskField field) const;

    /// Whether the table has what the field is sorted by.
    bool canSort(TaskField field) const;

    /// What ORDER BY runs over, ending with the id that breaks ties. Where an index continues with
    /// created_at, so does the order.
    QVector<keyset::SortColumn> sortColumns(TaskField field) const;

    /// An index delivers this order, so that a page costs the same at any size of the table.
    bool isIndexed(TaskField field) const;

    /// The statement that would make it so; empty if the sort is by something computed, or if this is no relation
    /// that has indexes.
    QString indexStatement(TaskField field) const;

    /// A query for the whole rows of these tasks, for people to copy.
    QString lookupStatement(const QVector<TaskId> &ids) const;

    /// Why tasks cannot be changed here whatever the rights, in one or two sentences; empty if they can.
    QString obstacleToWriting() const;

    /// Why tasks may be missing other than by row security of this table; empty if none can be.
    QString doubtOfRows() const;

    /// Why this role cannot delete tasks here, likewise.
    QString obstacleToDeleting() const;

private:
    bool hasIndex(const QStringList &columnNames) const;
};

/// The name that the column of a field has in the reference application's table; empty for Duration.
QString columnName(TaskField field);

} // namespace watchbill
