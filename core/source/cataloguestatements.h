// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace watchbill {

/// What the catalogue is asked about a relation that may hold tasks. A row's columns are named here by their place.
namespace cataloguestatements {

/// Whether this role may read pg_roles, which some administrators withhold.
enum class Roles { Readable, Withheld };

/// All of them, in the order of Statement, to be sent together.
enum Statement { Server, Relation, Columns, Indexes, ExpressionIndexes, SearchIndexes, Keys, Candidates };
QString all(const QString &schema, const QString &table, Roles roles);

/// Server: one row.
struct ServerRow
{
    enum {
        Login,
        Role,
        BypassesRowSecurity,
        Database,
        Version,
        IsStandby,
        IsReadOnly,
        BackendPid,
        Address,
        Encoding,
        Port,
        Cluster, // NULL where the role may not ask
    };
};

/// Relation: one row, or none if there is no such relation.
struct RelationRow
{
    enum {
        RowSecurityActive,
        MaySelect,
        MayInsert,
        MayUpdate,
        MayDelete,
        Kind, // pg_class.relkind
        CanUpdate,
        CanDelete,
        HasDeleteRules,
        HasUpdateRules,
        HasForeignParts,
        HasDeleteTriggers,
        HasAfterDeleteTriggers,
        HasChildren,
        Cascades, // a list in JSON
        HasDependents,
        HasAudit,
        MayAudit,
        Number, // pg_class.oid
        EstimatedRows, // NULL or negative if the planner does not know
        HasPlaces,
        HasInsertEffects,
        RefersToItself,
        MeasuredBytes, // NULL if not known; likewise the next
        MeasuredRows,
        HasUpdateEffects,
        HasDeferredTriggers,
        CanInsert,
        Clears, // a list in JSON
    };
};

/// Columns: a row for each, whether it is a task's or not.
struct ColumnRow
{
    enum {
        Name,
        SqlType, // as which it is compared: of a domain, what it is made of; likewise the next two
        TypeName,
        IsEnum,
        IsNullable,
        HasDefault,
        Default, // NULL if there is none, or if it is the type's
        IsGenerated,
        IsSortable,
        IsDeterministic,
        Labels, // a list in JSON
        MaySelect,
        MayUpdate,
        NeedsCast,
        HasArrays,
        MayInsert,
    };
};

/// Indexes: a row for each that can give a list its order.
struct IndexRow
{
    enum { Name, Columns }; // a list in JSON
};

/// ExpressionIndexes: indexes that begin with an expression, given in place of a column's name.
using ExpressionIndexRow = IndexRow;

/// SearchIndexes: a row for each column of each index, and for each kind of search that it serves.
struct SearchIndexRow
{
    enum {
        Column,
        Kind, // a word of searchIndexKinds
        LacksNulls,
    };
};

/// In the order of SearchIndex::Kind.
inline constexpr QLatin1StringView searchIndexKinds[] = {
    QLatin1StringView("order"),    QLatin1StringView("value"), QLatin1StringView("beginning"),
    QLatin1StringView("trigrams"), QLatin1StringView("json"),  QLatin1StringView("json values")};

/// Keys: a row for each by which a row can be told from all others, the smallest first.
struct KeyRow
{
    enum { Columns }; // a list in JSON
};

/// Candidates: some relations that have the columns of a task.
struct CandidateRow
{
    enum { Schema, Table };
};

} // namespace cataloguestatements

} // namespace watchbill
