// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "source/cataloguestatements.h"

#include "postgres/sqltext.h"
#include "source/auditstatements.h"
#include "task/storedfields.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace watchbill::cataloguestatements {

namespace {

QString serverStatement(Roles roles)
{
    const QString bypasses = roles == Roles::Readable
        ? u"(SELECT rolbypassrls OR rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user)"_s
        : u"current_setting('is_superuser')::bool"_s;
    return "SELECT session_user, current_user, "_L1 + bypasses
        + u", current_database(), current_setting('server_version_num')::int, pg_is_in_recovery(), "
          "current_setting('default_transaction_read_only')::bool, pg_backend_pid(), "
          "coalesce(host(inet_server_addr()) || ':' || inet_server_port(), ''), current_setting('server_encoding'), "
          "current_setting('port'), CASE WHEN has_function_privilege('pg_catalog.pg_control_system()', 'EXECUTE') "
          "THEN (SELECT system_identifier::text FROM pg_catalog.pg_control_system()) END;"_s;
}

// By name and not by to_regclass(), which fails where the role may not use the schema.
QString relationCondition(const QString &schema, const QString &table)
{
    return u"n.nspname = %1 AND c.relname = %2 AND c.relkind IN ('r','p','v','m','f')"_s.arg(
        sql::literal(schema, u"name"_s), sql::literal(table, u"name"_s));
}

// Whether row security of a table behind a view hides rows: from the view's owner or, where the view asks as whoever
// asks it (security_invoker, since PostgreSQL 15), from the role itself. As check_enable_rls() of the server has it.
QString rowSecurityBehind(Roles roles)
{
    if (roles == Roles::Withheld) // it may be
        return u"c.relkind IN ('v','m')"_s;
    return u"(SELECT coalesce(bool_or(b.relrowsecurity AND NOT r.rolsuper AND NOT r.rolbypassrls "
           "AND (b.relforcerowsecurity OR NOT pg_has_role(r.oid, b.relowner, 'USAGE'))), false) FROM ("
           "WITH RECURSIVE behind(relation, asker) AS (SELECT c.oid, (SELECT oid FROM pg_catalog.pg_roles WHERE rolname = current_user) "
           "UNION SELECT d.refobjid, CASE WHEN coalesce(v.reloptions && ARRAY['security_invoker=true','security_invoker=on',"
           "'security_invoker=1','security_invoker=yes'], false) THEN behind.asker ELSE v.relowner END "
           "FROM behind JOIN pg_catalog.pg_class v ON v.oid = behind.relation AND v.relkind IN ('v','m') "
           "JOIN pg_catalog.pg_rewrite w ON w.ev_class = v.oid "
           "JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_rewrite'::regclass AND d.objid = w.oid "
           "AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid <> v.oid) SELECT * FROM behind) u "
           "JOIN pg_catalog.pg_class b ON b.oid = u.relation AND b.oid <> c.oid JOIN pg_catalog.pg_roles r ON r.oid = u.asker)"_s;
}

// What a write may reach: the relation, its partitions and those that inherit from it, and what is behind a view. Rules
// are on an event: 2 for UPDATE, 3 for INSERT, 4 for DELETE. Bits of tgtype: 1 for each row, 2 before, 4 on insertion, 8 on
// deletion, 64 instead of it.
QString reached()
{
    return u"(WITH RECURSIVE reached(relation) AS (SELECT c.oid UNION SELECT further.oid FROM reached CROSS JOIN LATERAL ("
           "SELECT h.inhrelid FROM pg_catalog.pg_inherits h WHERE h.inhparent = reached.relation UNION ALL "
           "SELECT d.refobjid FROM pg_catalog.pg_class v "
           "JOIN pg_catalog.pg_rewrite w ON w.ev_class = v.oid AND w.ev_type = '1' "
           "JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_rewrite'::regclass AND d.objid = w.oid "
           "AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid <> v.oid "
           "WHERE v.oid = reached.relation AND v.relkind = 'v') further(oid)) "
           "SELECT bool_or(EXISTS (SELECT FROM pg_catalog.pg_rewrite w WHERE w.ev_class = r.oid AND w.ev_type = '4' "
           "AND w.ev_enabled IN ('O','A'))), "
           "bool_or(EXISTS (SELECT FROM pg_catalog.pg_rewrite w WHERE w.ev_class = r.oid AND w.ev_type = '2' "
           "AND w.ev_enabled IN ('O','A'))), bool_or(r.relkind = 'f' AND r.oid <> c.oid), "
           "bool_or(EXISTS (SELECT FROM pg_catalog.pg_trigger t WHERE t.tgrelid = r.oid AND NOT t.tgisinternal "
           "AND t.tgenabled IN ('O','A') AND t.tgtype & 9 = 9 AND t.tgtype & 66 <> 0)), "
           "bool_or(EXISTS (SELECT FROM pg_catalog.pg_trigger t WHERE t.tgrelid = r.oid AND NOT t.tgisinternal "
           "AND t.tgenabled IN ('O','A') AND t.tgtype & 8 <> 0 AND t.tgtype & 66 = 0)), "
           "bool_or(EXISTS (SELECT FROM pg_catalog.pg_trigger t WHERE t.tgrelid = r.oid AND NOT t.tgisinternal "
           "AND t.tgenabled IN ('O','A') AND t.tgtype & 4 <> 0) "
           "OR EXISTS (SELECT FROM pg_catalog.pg_rewrite w WHERE w.ev_class = r.oid AND w.ev_type = '3' "
           "AND w.ev_enabled IN ('O','A')) "
           "OR EXISTS (SELECT FROM pg_catalog.pg_constraint k WHERE k.contype = 'f' AND k.conrelid = r.oid "
           "AND k.confrelid = r.oid)), "
           "bool_or(EXISTS (SELECT FROM pg_catalog.pg_trigger t WHERE t.tgrelid = r.oid AND NOT t.tgisinternal "
           "AND t.tgenabled IN ('O','A') AND t.tgtype & 16 <> 0 AND t.tgtype & 2 = 0)), "
           "bool_or(EXISTS (SELECT FROM pg_catalog.pg_trigger t WHERE t.tgrelid = r.oid AND NOT t.tgisinternal "
           "AND t.tgenabled IN ('O','A') AND t.tginitdeferred)), "
           "(SELECT json_agg(DISTINCT kn.nspname || '.' || kc.relname) FROM pg_catalog.pg_constraint k "
           "JOIN pg_catalog.pg_class kc ON kc.oid = k.conrelid JOIN pg_catalog.pg_namespace kn ON kn.oid = kc.relnamespace "
           "WHERE k.contype = 'f' AND k.confdeltype = 'c' AND k.conparentid = 0 AND k.confrelid IN (SELECT relation FROM reached)), "
           "(SELECT json_agg(DISTINCT kn.nspname || '.' || kc.relname) FROM pg_catalog.pg_constraint k "
           "JOIN pg_catalog.pg_class kc ON kc.oid = k.conrelid JOIN pg_catalog.pg_namespace kn ON kn.oid = kc.relnamespace "
           "WHERE k.contype = 'f' AND k.confdeltype IN ('n','d') AND k.conparentid = 0 AND k.confrelid IN (SELECT relation FROM reached)), "
           "EXISTS (SELECT FROM pg_catalog.pg_constraint k WHERE k.contype = 'f' AND k.confdeltype IN ('c','n','d') "
           "AND k.confrelid IN (SELECT relation FROM reached)), "
           "EXISTS (SELECT FROM pg_catalog.pg_constraint k WHERE k.contype = 'f' AND k.conrelid = c.oid AND k.confrelid = c.oid) "
           "FROM reached JOIN pg_catalog.pg_class r ON r.oid = reached.relation) "
           "AS reach(delete_rules, update_rules, foreign_parts, delete_triggers, after_delete_triggers, insert_effects, update_effects, deferred_triggers, cascades, clears, dependents, itself)"_s;
}

// How large the relation is on disk, and how many rows that is. Of partitions, only the largest is measured: there may be
// thousands. The function for it waits for locks: if locked, it is left out.
QString measured(Roles roles)
{
    if (roles == Roles::Withheld) // which may go for the locks, too
        return u"(SELECT NULL::bigint, NULL::bigint) AS measured(bytes, rows)"_s;
    return u"(SELECT CASE WHEN NOT EXISTS (SELECT FROM pg_catalog.pg_locks l WHERE l.relation IN (m.oid, m.reltoastrelid) "
           "AND l.mode = 'AccessExclusiveLock' "
           "AND l.database = (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = current_database())) "
           "THEN pg_catalog.pg_table_size(m.oid) END, greatest(m.reltuples, 0)::bigint FROM (SELECT) one "
           "LEFT JOIN pg_catalog.pg_class m ON m.relkind IN ('r','m') AND m.oid = CASE c.relkind WHEN 'p' THEN "
           "(SELECT leaf.oid FROM pg_catalog.pg_partition_tree(c.oid) p JOIN pg_catalog.pg_class leaf ON leaf.oid = p.relid "
           "WHERE leaf.relkind = 'r' ORDER BY leaf.relpages DESC LIMIT 1) ELSE c.oid END) AS measured(bytes, rows)"_s;
}

QString relationStatement(const QString &relation, Roles roles)
{
    // The bits of pg_relation_is_updatable() are those of the kinds of command: 4 for UPDATE, 8 for INSERT, 16 for DELETE. It
    // waits for any lock on the relation, and for a table the answer is known.
    const auto can = [](int bit) {
        return u"CASE WHEN c.relkind IN ('r','p') THEN true "
               "ELSE pg_relation_is_updatable(c.oid, true) & %1 <> 0 END"_s.arg(bit);
    };
    return "SELECT row_security_active(c.oid) OR "_L1 + rowSecurityBehind(roles)
        + ", "
          "has_any_column_privilege(c.oid,'SELECT') AND has_schema_privilege(n.oid,'USAGE'), "
          "has_any_column_privilege(c.oid,'INSERT'), has_any_column_privilege(c.oid,'UPDATE'), "
          "has_table_privilege(c.oid,'DELETE'), c.relkind::text, "_L1
        + can(4) + u',' + can(16)
        + ", reach.delete_rules, reach.update_rules, reach.foreign_parts, reach.delete_triggers, reach.after_delete_triggers, "
          "c.relkind = 'r' AND EXISTS (SELECT FROM pg_catalog.pg_inherits h WHERE h.inhparent = c.oid), reach.cascades, reach.dependents, "
          "audit.oid IS NOT NULL, has_any_column_privilege(audit.oid, 'INSERT'), c.oid::bigint, "
          // A partitioned table has no rows of its own; before PostgreSQL 14 it had no estimate either.
          "CASE c.relkind WHEN 'p' THEN (SELECT sum(CASE WHEN leaf.reltuples >= 0 AND leaf.relkind <> 'f' THEN leaf.reltuples END) "
          "FROM pg_catalog.pg_partition_tree(c.oid) p JOIN pg_catalog.pg_class leaf ON leaf.oid = p.relid "
          "WHERE p.isleaf)::bigint ELSE CASE WHEN NOT EXISTS (SELECT FROM pg_catalog.pg_inherits h WHERE h.inhparent = c.oid) "
          "THEN c.reltuples::bigint END END, "
          // Other kinds of storage may have a ctid that does not stay a row's own.
          "c.relkind = 'r' AND EXISTS (SELECT FROM pg_catalog.pg_am am WHERE am.oid = c.relam AND am.amname = 'heap') "
          "AND EXISTS (SELECT FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'ctid' "
          "AND has_column_privilege(c.oid, a.attnum, 'SELECT')), reach.insert_effects, reach.itself, measured.bytes, measured.rows, "
          "reach.update_effects, reach.deferred_triggers, "_L1
        + can(8) + ", reach.clears"_L1
        + " FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
          "LEFT JOIN pg_catalog.pg_class audit ON audit.relnamespace = n.oid AND audit.relname = "_L1
        + sql::literal(auditstatements::tableName, u"name"_s) + " CROSS JOIN LATERAL "_L1 + reached()
        + " CROSS JOIN LATERAL "_L1 + measured(roles) + " WHERE "_L1 + relation + u';';
}

// The operators of an extension's type are used by their names, which the session may not find. `family` and `type` are those
// of an operator class.
QString hiddenOperators(const QString &family, const QString &type)
{
    return u"EXISTS (SELECT FROM pg_catalog.pg_amop p WHERE p.amopfamily = %1 AND p.amoplefttype = %2 "
           "AND p.amoprighttype = %2 AND NOT pg_catalog.pg_operator_is_visible(p.amopopr))"_s.arg(family,
                                                                                                  type);
}

// The type whose operators are used for values of the type `own`: another one only where its own are hidden, and it is stored
// like one of the server's types that has an order, as citext is like text.
QString comparedType()
{
    return "coalesce((SELECT k.casttarget FROM pg_catalog.pg_opclass o "
           "JOIN pg_catalog.pg_am am ON am.oid = o.opcmethod AND am.amname = 'btree' "
           "JOIN pg_catalog.pg_cast k ON k.castsource = own.oid AND k.castmethod = 'b' AND k.castcontext = 'i' "
           "JOIN pg_catalog.pg_opclass of_target ON of_target.opcmethod = am.oid AND of_target.opcdefault "
           "AND of_target.opcintype = k.casttarget AND of_target.opcnamespace = 'pg_catalog'::regnamespace "
           "WHERE o.opcdefault AND o.opcintype = own.oid AND "_L1
        + hiddenOperators(u"o.opcfamily"_s, u"o.opcintype"_s)
        + " ORDER BY k.casttarget LIMIT 1), own.oid)"_L1;
}

QString columnStatement(const QString &relation)
{
    // A default refers to no column; given the table, the function would wait for locks on it.
    // A domain, of a domain perhaps, counts as the type that it is made of. A type has an order if the server has an
    // operator class for it: one of its own, of a type that it is the same as in storage, or of any enum, range or array.
    return "SELECT a.attname, pg_catalog.format_type(base.oid, -1), base.typname, base.typtype = 'e', "
           "NOT a.attnotnull, a.atthasdef AND a.attgenerated = '' OR a.attidentity <> '' OR ty.typdefault IS NOT NULL, "
           "CASE WHEN a.attgenerated = '' THEN pg_catalog.pg_get_expr(def.adbin, 0) END, "
           "a.attgenerated <> '' OR a.attidentity = 'a', "
           "element.typtype IN ('e', 'r', 'm') OR EXISTS (SELECT FROM pg_catalog.pg_opclass o "
           "JOIN pg_catalog.pg_am am ON am.oid = o.opcmethod AND am.amname = 'btree' WHERE o.opcdefault "
           "AND (o.opcintype = element.oid OR EXISTS (SELECT FROM pg_catalog.pg_cast k WHERE k.castsource = element.oid "
           "AND k.casttarget = o.opcintype AND k.castmethod = 'b' AND k.castcontext = 'i'))) "
           "AND NOT EXISTS (SELECT FROM pg_catalog.pg_opclass o JOIN pg_catalog.pg_am am ON am.oid = o.opcmethod "
           "AND am.amname = 'btree' WHERE o.opcdefault AND o.opcintype = base.oid AND "_L1
        + hiddenOperators(u"o.opcfamily"_s, u"o.opcintype"_s)
        + "), "
          "coalesce((SELECT l.collisdeterministic FROM pg_catalog.pg_collation l WHERE l.oid = a.attcollation), true), "
          "(SELECT json_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_catalog.pg_enum e WHERE e.enumtypid = base.oid), "
          "has_column_privilege(c.oid, a.attnum, 'SELECT'), has_column_privilege(c.oid, a.attnum, 'UPDATE'), "
          "ty.typtype = 'd' AND (base.typtype IN ('e', 'r', 'm') OR base.typcategory = 'A') OR base.oid <> own.oid, "
          "base.typarray <> 0 AND base.typdelim = ',' AND base.typtype <> 'c', "
          "has_column_privilege(c.oid, a.attnum, 'INSERT') "
          "FROM pg_catalog.pg_attribute a "
          "JOIN pg_catalog.pg_class c ON c.oid = a.attrelid "
          "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
          "JOIN pg_catalog.pg_type ty ON ty.oid = a.atttypid "
          "JOIN pg_catalog.pg_type own ON own.oid = (WITH RECURSIVE made(type, of) AS ("
          "SELECT ty.oid, CASE WHEN ty.typtype = 'd' THEN ty.typbasetype END UNION ALL "
          "SELECT b.oid, CASE WHEN b.typtype = 'd' THEN b.typbasetype END FROM made JOIN pg_catalog.pg_type b ON b.oid = made.of) "
          "SELECT type FROM made WHERE of IS NULL) "
          "JOIN pg_catalog.pg_type base ON base.oid = "_L1
        + comparedType()
        + " "
          "JOIN pg_catalog.pg_type element ON element.oid = CASE WHEN base.typcategory = 'A' AND base.typelem <> 0 "
          "THEN base.typelem ELSE base.oid END "
          "LEFT JOIN pg_catalog.pg_attrdef def ON def.adrelid = a.attrelid AND def.adnum = a.attnum "
          "WHERE a.attnum > 0 AND NOT a.attisdropped AND "_L1
        + relation + u';';
}

// Of each index the columns, from the first on, that give the order of our lists: by a column's own value in its own order
// (collation, operators), in one direction throughout (indoption 0: ASC NULLS LAST, 3: DESC NULLS FIRST). What follows
// does not spoil that.
QString indexStatement(const QString &relation)
{
    return "SELECT ci.relname, served.columns FROM pg_catalog.pg_index i "
           "JOIN pg_catalog.pg_class ci ON ci.oid = i.indexrelid "
           "JOIN pg_catalog.pg_am am ON am.oid = ci.relam AND am.amname = 'btree' "
           "JOIN pg_catalog.pg_class c ON c.oid = i.indrelid "
           "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
           "CROSS JOIN LATERAL (SELECT json_agg(k.attname ORDER BY k.position) FROM (SELECT a.attname, k.position, "
           "bool_and(coalesce(k.direction IN (0, 3) AND k.direction = i.indoption[0] AND o.opcdefault AND k.sorting = a.attcollation "
           "AND NOT "_L1
        + hiddenOperators(u"o.opcfamily"_s, u"o.opcintype"_s)
        + ", false)) OVER (ORDER BY k.position) AS serves "
          "FROM unnest(i.indkey::int2[], i.indclass::oid[], i.indcollation::oid[], i.indoption::int2[]) "
          "WITH ORDINALITY AS k(attnum, operators, sorting, direction, position) "
          "LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum "
          "LEFT JOIN pg_catalog.pg_opclass o ON o.oid = k.operators) k WHERE k.serves) AS served(columns) "
          "WHERE i.indisvalid AND i.indpred IS NULL AND served.columns IS NOT NULL AND "_L1
        + relation + u';';
}

// Only a function that waits for locks on the table can print an expression: if locked, it is left out. 100 is the
// collation "default", in which an expression over JSON is.
QString expressionIndexStatement(const QString &relation, Roles roles)
{
    if (roles == Roles::Withheld) // which may go for the locks, too
        return u"SELECT NULL, NULL WHERE false;"_s;
    return "SELECT ci.relname, (SELECT json_agg(coalesce(a.attname::text, pg_catalog.pg_get_indexdef(i.indexrelid, k.position::int, false)) "
           "ORDER BY k.position) FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS k(attnum, position) "
           "LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum "
           "WHERE k.position <= i.indnkeyatts) "
           "FROM pg_catalog.pg_index i "
           "JOIN pg_catalog.pg_class ci ON ci.oid = i.indexrelid "
           "JOIN pg_catalog.pg_am am ON am.oid = ci.relam AND am.amname = 'btree' "
           "JOIN pg_catalog.pg_class c ON c.oid = i.indrelid "
           "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
           "WHERE i.indisvalid AND i.indpred IS NULL AND i.indkey[0] = 0 "
           "AND NOT EXISTS (SELECT FROM unnest(i.indclass::oid[], i.indcollation::oid[], i.indkey::int2[]) k(operators, sorting, attnum) "
           "JOIN pg_catalog.pg_opclass o ON o.oid = k.operators LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid "
           "AND a.attnum = k.attnum WHERE NOT o.opcdefault "
           "OR CASE k.attnum WHEN 0 THEN k.sorting NOT IN (0, 100) ELSE k.sorting <> a.attcollation END) "
           "AND (0 = ALL (i.indoption::int2[]) OR 3 = ALL (i.indoption::int2[])) "
           "AND NOT EXISTS (SELECT FROM pg_catalog.pg_locks l WHERE l.relation = c.oid AND l.mode = 'AccessExclusiveLock' "
           "AND l.database = (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = current_database())) AND "_L1
        + relation + u';';
}

// An index of some rows only counts if those are all whose column is not NULL: what is searched for is not. Its condition is
// read as it is stored, as pg_get_expr() would wait for locks on the table. A prefix is found by the order of an
// index only where that is the order of bytes.
QString searchIndexStatement(const QString &relation)
{
    return "SELECT a.attname, served.kind, i.indpred IS NOT NULL FROM pg_catalog.pg_index i "
           "JOIN pg_catalog.pg_class ci ON ci.oid = i.indexrelid JOIN pg_catalog.pg_am am ON am.oid = ci.relam "
           "JOIN pg_catalog.pg_class c ON c.oid = i.indrelid "
           "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
           "CROSS JOIN LATERAL unnest(i.indkey::int2[], i.indclass::oid[], i.indcollation::oid[]) "
           "WITH ORDINALITY k(attnum, operators, sorting, position) "
           "JOIN pg_catalog.pg_opclass o ON o.oid = k.operators "
           "JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum "
           "LEFT JOIN pg_catalog.pg_collation l ON l.oid = k.sorting CROSS JOIN LATERAL unnest(ARRAY["
           "CASE WHEN am.amname = 'btree' AND o.opcdefault AND k.sorting = a.attcollation THEN 'order' END, "
           "CASE WHEN (am.amname = 'hash' AND o.opcdefault OR o.opcname LIKE '%pattern_ops') AND k.sorting = a.attcollation THEN 'value' END, "
           "CASE WHEN am.amname = 'btree' AND (o.opcname LIKE '%pattern_ops' OR l.collname IN ('C', 'POSIX') "
           "OR l.collname = 'default' AND EXISTS (SELECT FROM pg_catalog.pg_database d WHERE d.datname = current_database() "
           "AND d.datcollate IN ('C', 'POSIX') AND coalesce(to_jsonb(d) ->> 'datlocprovider', 'c') = 'c')) THEN 'beginning' END, "
           "CASE WHEN o.opcname IN ('gin_trgm_ops', 'gist_trgm_ops') THEN 'trigrams' END, "
           "CASE WHEN am.amname = 'gin' AND o.opcname = 'jsonb_ops' THEN 'json' END, "
           "CASE WHEN o.opcname = 'jsonb_path_ops' THEN 'json values' END]) served(kind) "
           "WHERE i.indisvalid AND served.kind IS NOT NULL AND (k.position = 1 OR am.amname = 'gin') "
           "AND (i.indpred IS NULL OR i.indpred::text ~ "
           "('^[{]NULLTEST :arg [{]VAR :varno 1 :varattno ' || a.attnum || ' [^{}]*[}] :nulltesttype 1 ')) AND "_L1
        + relation + u';';
}

// The columns of each key by which a row can be told from all others: unique, never NULL, of all rows. A view or a
// foreign table has none, and a key does not hold across the tables that inherit from one; it does across a hypertable's chunks.
QString keyStatement(const QString &relation)
{
    return "SELECT (SELECT json_agg(a.attname ORDER BY k.position) "
           "FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS k(attnum, position) "
           "JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum "
           "WHERE k.position <= i.indnkeyatts) "
           "FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indrelid "
           "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
           "WHERE i.indisunique AND i.indisvalid AND i.indpred IS NULL AND i.indexprs IS NULL "
           "AND NOT (c.relkind = 'r' AND EXISTS (SELECT FROM pg_catalog.pg_inherits h "
           "JOIN pg_catalog.pg_class child ON child.oid = h.inhrelid "
           "JOIN pg_catalog.pg_namespace hn ON hn.oid = child.relnamespace "
           "WHERE h.inhparent = c.oid AND hn.nspname <> '_timescaledb_internal')) "
           "AND NOT EXISTS (SELECT FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS k(attnum, position) "
           "JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum "
           "WHERE k.position <= i.indnkeyatts AND NOT a.attnotnull) AND "_L1
        + relation + " ORDER BY i.indnkeyatts, NOT i.indisprimary, i.indexrelid;"_L1;
}

// Tables that do have the columns of a task, to name them where the given one is not there.
QString candidateStatement()
{
    QStringList names;
    for (const QString &name : requiredColumns())
        names += sql::literal(name);
    return u"SELECT n.nspname, c.relname FROM pg_catalog.pg_class c "
           "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
           "WHERE c.relkind IN ('r','p','v','m','f') AND n.nspname NOT IN ('pg_catalog','information_schema') "
           "AND (SELECT count(*) FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid "
           "AND NOT a.attisdropped AND a.attname IN (%1) AND (a.attname <> 'created_at' "
           "OR a.atttypid IN ('timestamptz'::regtype, 'timestamp'::regtype))) = %2 ORDER BY 1, 2 LIMIT 10;"_s
               .arg(names.join(u','), QString::number(names.size()));
}

} // namespace

QString all(const QString &schema, const QString &table, Roles roles)
{
    const QString relation = relationCondition(schema, table);
    return serverStatement(roles) + relationStatement(relation, roles) + columnStatement(relation)
        + indexStatement(relation) + expressionIndexStatement(relation, roles)
        + searchIndexStatement(relation) + keyStatement(relation) + candidateStatement();
}

} // namespace watchbill::cataloguestatements
