// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "source/cataloguestate.h"

#include "postgres/sqltext.h"
#include "source/auditstatements.h"
#include "source/relationsql.h"

using namespace Qt::StringLiterals;

namespace watchbill::cataloguestate {

namespace {

// Our own word: it appears in the server's message in any language.
const QString word = u"watchbill-catalogue"_s;

// A row of the catalogue that is changed gets a new version, written by another transaction.
QString rowsOf(const QString &table, const QString &oid, const QString &owner)
{
    return u"(SELECT pg_catalog.string_agg(pg_catalog.concat_ws(' ', r.%2, r.xmin), ',' ORDER BY r.%2) "
           "FROM pg_catalog.%1 r WHERE r.%3 = c.oid)"_s.arg(table, oid, owner);
}

} // namespace

QString expression(const QString &schema, const QString &table)
{
    // Includes a domain's base type: an enum's labels are rows of their own.
    const QString columns =
        u"(SELECT pg_catalog.string_agg(pg_catalog.concat_ws(' ', a.attnum, a.xmin, ty.xmin, "
        "(SELECT pg_catalog.string_agg(pg_catalog.concat_ws(' ', e.oid, e.xmin), ',' ORDER BY e.oid) "
        "FROM pg_catalog.pg_enum e WHERE e.enumtypid IN (ty.oid, ty.typbasetype))), ',' ORDER BY a.attnum) "
        "FROM pg_catalog.pg_attribute a LEFT JOIN pg_catalog.pg_type ty ON ty.oid = a.atttypid "
        "WHERE a.attrelid = c.oid AND a.attnum > 0)"_s;
    const QStringList parts{columns,
                            rowsOf(u"pg_attrdef"_s, u"oid"_s, u"adrelid"_s),
                            rowsOf(u"pg_index"_s, u"indexrelid"_s, u"indrelid"_s),
                            rowsOf(u"pg_rewrite"_s, u"oid"_s, u"ev_class"_s),
                            rowsOf(u"pg_trigger"_s, u"oid"_s, u"tgrelid"_s),
                            rowsOf(u"pg_inherits"_s, u"inhrelid"_s, u"inhparent"_s),
                            u"(SELECT pg_catalog.concat_ws(' ', a.oid, a.xmin) FROM pg_catalog.pg_class a "
                            "WHERE a.relnamespace = n.oid AND a.relname = %1)"_s.arg(
                                sql::literal(auditstatements::tableName, u"name"_s))};
    return u"(SELECT pg_catalog.md5(pg_catalog.concat_ws(' ', c.oid, c.xmin, %1)) FROM pg_catalog.pg_class c "
           "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
           "WHERE n.nspname = %2 AND c.relname = %3)"_s.arg(parts.join(u','), sql::literal(schema, u"name"_s),
                                                            sql::literal(table, u"name"_s));
}

QString guard(const TaskRelation &relation, const QString &state)
{
    // Reading no row of it takes the lock that a change of the relation has to wait for.
    return u"SELECT%1 LIMIT 0;"
           "SELECT CASE WHEN now.state IS DISTINCT FROM %2 THEN ('%3: ' || coalesce(now.state, ''))::int END "
           "FROM (SELECT %4 AS state) now;"_s.arg(relationsql::from(relation), sql::literal(state), word,
                                                  expression(relation.schema, relation.table));
}

bool isViolated(const TaskError &error)
{
    return error.sqlState == "22P02"_L1 && error.serverText.contains(u'"' + word + u": "_s);
}

bool mayHaveChanged(const TaskError &error)
{
    static const QStringList states{
        u"42703"_s, // no such column
        u"42P01"_s, // no such table
        u"3F000"_s, // no such schema
        u"42704"_s, // no such type
        u"42883"_s, // no such operator or function for the column's type
        u"42804"_s, // a value of another type than the column's
        u"42809"_s, // a relation of another kind
        u"22P02"_s, // no such label of an enum
        u"0A000"_s, // what is planned cannot be done any more
        u"55000"_s,
        u"XX000"_s, // what was looked up is gone
    };
    return isViolated(error) || states.contains(error.sqlState);
}

} // namespace watchbill::cataloguestate
