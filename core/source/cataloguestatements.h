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
enum Statement { Server, Relation, Columns, Indexes, Keys, Candidates };
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
        Encoding
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
        HasChildren,
        Cascades, // a list in JSON
        Number, // pg_class.oid
    };
};

/// Columns: a row for each, whether it is a task's or not.
struct ColumnRow
{
    enum {
        Name,
        SqlType, // of a domain, what it is made of; likewise the next two
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
        IsDomainWithoutOperators,
    };
};

/// Indexes: a row for each that can give a list its order.
struct IndexRow
{
    enum { Name, Columns }; // a list in JSON
};

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
