// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/task.h"
#include "task/taskduration.h"

#include <QMap>
#include <QString>
#include <QStringList>
#include <QVector>

#include <chrono>
#include <optional>

namespace watchbill {

struct TaskColumn
{
    enum class Family { Uuid, Integer, Number, Text, Enum, Json, JsonList, Timestamp, Other };

    QString name;
    QString
        sqlType; // as which values are compared, without a length; of a domain, the type that it is made of
    Family family = Family::Other;
    bool nullable = true;
    bool hasDefault = false;
    QString defaultValue{}; // as SQL; empty if there is none, or if it is not the column's own
    bool isGenerated = false; // the server makes each value, and takes none
    bool isSortable = true; // the type has an order, whose operators the session finds by their names
    bool hasArrays = true; // of its type: see ValueTable
    bool isDeterministic = true; // texts are equal only if identical, and patterns can be searched for
    QStringList labels{}; // of an enum, in its order
    // To be compared: a domain of an enum or list, for which the server has no operators, or a type whose operators the session
    // does not find, and which is stored like sqlType.
    bool needsCast = false;

    /// Values of char(n) are stored with blanks after them, which are no part of them.
    bool isPadded() const
    {
        return sqlType == QLatin1StringView("bpchar") || sqlType == QLatin1StringView("character");
    }

    /// What we print of it is JSON.
    bool isJson() const { return family == Family::Json || family == Family::JsonList; }

    bool operator==(const TaskColumn &) const = default;
};

/// A B-tree index over whole columns of all rows, readable in either direction.
struct TaskIndex
{
    QString name;
    QStringList columns;

    bool operator==(const TaskIndex &) const = default;
};

/// A B-tree index that begins with an expression.
struct ExpressionIndex
{
    QString name;
    QStringList items; // the name of a column, or an expression as the server writes it

    bool operator==(const ExpressionIndex &) const = default;
};

/// What a column's index can find rows by.
struct SearchIndex
{
    enum class Kind {
        Order, // values, ranges and NULL
        Value, // values only
        Beginning, // of a text
        Trigrams, // three characters in a row, anywhere in a text
        Json, // keys and whole values, of jsonb
        JsonValues, // whole values under their keys
    };

    QString column;
    Kind kind = Kind::Order;
    bool lacksNulls = false; // rows whose column is NULL are not in it

    bool operator==(const SearchIndex &) const = default;
};

/// What kind of relation holds the tasks.
enum class RelationKind {
    Table,
    Partitioned,
    View,
    MaterializedView,
    Foreign, // a table of another server
};

/// The relation that holds the tasks, as the catalogue describes it to any role.
struct TaskRelation
{
    QString schema;
    QString table;
    QString encoding; // of the database, by PostgreSQL's name: UTF8, LATIN1, SQL_ASCII …
    RelationKind kind = RelationKind::Table;
    bool canUpdate = true; // by its kind, regardless of rights: not every view is writable
    bool canDelete = true;
    bool canInsert = true;
    QMap<TaskField, TaskColumn> columns; // what the table has of them
    QStringList otherColumns; // what else it has, besides what the server generates
    std::optional<TaskColumn> deletedAt; // marks a deleted row instead of removing it

    /// The type of a column deleted_at that does mark deleted rows, but not by a time; empty if there is none.
    QString unreadableMark;

    QVector<TaskIndex> indexes;
    QVector<ExpressionIndex> expressionIndexes; // none are known where the table was locked when it was read
    QVector<SearchIndex> searchIndexes;
    qint64 measuredBytes =
        0; // of the table, or of its largest partition, on the server's disk; 0 if not known
    qint64 measuredRows = 0; // in it, by the server's statistics; 0 if it was never analysed
    qint64 estimatedRows = -1; // the planner's, when the relation was read; -1 if it did not know
    bool hasChildren = false; // of a plain table: tables that inherit from it, or chunks of a hypertable
    bool hasPlaces = false; // a row has a place (ctid) until it is updated, which the role may read
    bool hasForeignParts = false; // partitions on other servers, about which the catalogue cannot tell
    bool hasDeleteRules = false; // of its own or of a table behind it; likewise the others
    bool hasUpdateRules = false;
    bool hasDeleteTriggers = false; // that can keep a row or do something else instead
    bool hasAfterDeleteTriggers = false; // that can put a row back
    bool hasUpdateEffects =
        false; // a trigger acts after a change, or in place of it, and may make another one
    bool hasDeferredTriggers = false; // that act only when a transaction ends
    bool hasInsertEffects =
        false; // a new row may be another, or change others: rules, triggers, references to itself
    QStringList
        cascades; // tables, itself perhaps, of which rows that refer to a deleted one are deleted with it
    QStringList clears; // likewise, tables of which rows lose their reference
    bool hasDependents = false; // rows may refer to a task whose deletion deletes or changes them
    bool refersToItself = false; // by a foreign key, as of a task to its parent
    bool hasAudit = false; // beside it is a table that gets a line for each change: see AuditLine
    std::optional<std::chrono::minutes> ownStuckAfter; // by the profile, if it says so
    qint64 number = 0; // pg_class.oid: another one if the table is dropped and created again

    /// The columns of the smallest of the unique, not-null keys that contain the id's column: together they identify
    /// a row. Empty if there is none, as for a view or a foreign table.
    QStringList key;
    QVector<TaskColumn> restOfKey; // those of them besides the id's, in the key's order

    /// See isStuck().
    std::chrono::minutes stuckAfter() const { return ownStuckAfter ? *ownStuckAfter : usualStuckAfter(); }

    bool has(TaskField field) const { return columns.contains(field); }

    bool isView() const { return kind == RelationKind::View || kind == RelationKind::MaterializedView; }

    /// A table of this server.
    bool isTable() const { return kind == RelationKind::Table || kind == RelationKind::Partitioned; }

    /// Its rows are in several tables, or on another server.
    bool isDivided() const
    {
        return kind == RelationKind::Partitioned || kind == RelationKind::Foreign || hasChildren;
    }

    /// Rows of it are on other servers, whose row security, indexes and sizes are not known here.
    bool isElsewhere() const { return kind == RelationKind::Foreign || hasForeignParts; }

    /// Whether its owner can add indexes to it.
    bool canHaveIndexes() const
    {
        return (isTable() && !isElsewhere()) || kind == RelationKind::MaterializedView;
    }

    /// So few rows that the server reads all of them in passing.
    bool isSmall() const
    {
        constexpr qint64 few = 50'000;
        return estimatedRows >= 0 && estimatedRows < few;
    }

    /// The catalogue says that no two rows have the same id.
    bool isIdUnique() const { return !key.isEmpty() && restOfKey.isEmpty(); }

    /// Ids may be unique although the catalogue does not say so: it does not describe other servers' tables or views.
    bool mayIdBeUnique() const { return isIdUnique() || (key.isEmpty() && (!isTable() || hasForeignParts)); }

    /// A row can be identified, or at least an id be tried, so that a write is certain not to touch another row.
    bool canIdentify() const { return !key.isEmpty() || mayIdBeUnique(); }

    /// A deletion may do something else instead.
    bool canDivertDeletions() const { return hasDeleteRules || hasDeleteTriggers; }

    /// Whether a row is certainly gone once the server says that it is deleted. Anything that could put it back is on
    /// this table, so cataloguestate::guard() notices if it is added later.
    bool deletesForGood() const
    {
        return kind == RelationKind::Table && !isDivided() && !canDivertDeletions() && !hasAfterDeleteTriggers
            && !hasDependents;
    }

    /// Whether what the server returns of a new row is certainly what is there of it at the end of the transaction, and each new
    /// row is one of its own. Noticed as above.
    bool insertsForGood() const { return kind == RelationKind::Table && !isDivided() && !hasInsertEffects; }

    /// Likewise, for a changed row.
    bool updatesForGood() const { return !isElsewhere() && !hasUpdateEffects; }

    bool operator==(const TaskRelation &) const = default;
};

} // namespace watchbill
