// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "statement/referencestatements.h"

#include "postgres/sqltext.h"
#include "source/relationsql.h"
#include "statement/taskcolumns.h"

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

QString wordOf(Reference::Effect effect)
{
    return effect == Reference::Effect::Deleted ? u"'c'::text"_s : u"'n'::text"_s;
}

QString table(const QString &schema, const QString &name)
{
    return sql::identifier(schema) + u'.' + sql::identifier(name);
}

// The rows that refer to one that has been reached.
QString step(const Reference &reference)
{
    QStringList same;
    for (qsizetype i = 0; i < reference.columns.size(); ++i)
        same += u"c.%1 = p.%2"_s.arg(sql::identifier(reference.columns[i]),
                                     sql::identifier(reference.referencedColumns[i]));
    return u"SELECT %1, %2, c.tableoid, c.ctid::text FROM %3 p JOIN %4 c ON %5 WHERE reached.name = %6 "
           "AND reached.effect = 'c' AND p.tableoid = reached.part AND p.ctid = reached.place::tid"_s.arg(
               sql::literal(reference.name(), u"text"_s), wordOf(reference.effect),
               table(reference.referencedSchema, reference.referencedTable),
               table(reference.schema, reference.table), same.join(" AND "_L1),
               sql::literal(reference.referencedName()));
}

} // namespace

QString ReferenceStatements::references() const
{
    const QString names =
        u"(SELECT json_agg(a.attname ORDER BY u.position) FROM unnest(k.%1) WITH ORDINALITY "
        "AS u(attnum, position) JOIN pg_catalog.pg_attribute a ON a.attrelid = k.%2 "
        "AND a.attnum = u.attnum)"_s;
    // A partition repeats the foreign keys of its table, as rows of their own. UNION ends where tables refer to each
    // other in a circle.
    const QString acts = u"k.contype = 'f' AND k.confdeltype IN ('c','n','d') AND k.conparentid = 0"_s;
    return u"WITH RECURSIVE acting(key, referring, referenced, effect) AS ("
           "SELECT k.oid, k.conrelid, %1::oid, k.confdeltype FROM pg_catalog.pg_constraint k WHERE %2 "
           "AND k.confrelid IN (SELECT %1::oid UNION SELECT relid FROM pg_catalog.pg_partition_tree(%1::oid)) "
           "UNION SELECT k.oid, k.conrelid, acting.referring, k.confdeltype FROM acting CROSS JOIN LATERAL "
           "(SELECT acting.referring UNION SELECT relid FROM pg_catalog.pg_partition_tree(acting.referring)) AS m(part) "
           "JOIN pg_catalog.pg_constraint k ON k.confrelid = m.part AND %2 WHERE acting.effect = 'c') "
           "SELECT n.nspname, c.relname, %3, pn.nspname, p.relname, %4, k.confdeltype::text, "
           "has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT'), row_security_active(c.oid) "
           "FROM acting JOIN pg_catalog.pg_constraint k ON k.oid = acting.key "
           "JOIN pg_catalog.pg_class c ON c.oid = acting.referring "
           "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
           "JOIN pg_catalog.pg_class p ON p.oid = acting.referenced "
           "JOIN pg_catalog.pg_namespace pn ON pn.oid = p.relnamespace ORDER BY n.nspname, c.relname, k.oid;"_s
               .arg(QString::number(m_source.number), acts, names.arg(u"conkey"_s, u"conrelid"_s),
                    names.arg(u"confkey"_s, u"confrelid"_s));
}

QString ReferenceStatements::ownReferences() const
{
    const QString names =
        u"(SELECT json_agg(a.attname ORDER BY u.position) FROM unnest(k.%1) WITH ORDINALITY "
        "AS u(attnum, position) JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid "
        "AND a.attnum = u.attnum)"_s;
    return u"SELECT %1, %2 FROM pg_catalog.pg_constraint k WHERE k.contype = 'f' AND k.conrelid = %3 "
           "AND k.confrelid = %3 ORDER BY k.oid;"_s.arg(names.arg(u"conkey"_s), names.arg(u"confkey"_s),
                                                        QString::number(m_source.number));
}

QString ReferenceStatements::parents(const ChosenTasks &chosen, const QVector<OwnReference> &references) const
{
    const QString rows = relationsql::from(m_source);
    QStringList statements;
    for (const OwnReference &reference : references) {
        QStringList referring{chosen.keys};
        QStringList referenced{taskcolumns::keyList(m_source)};
        QStringList names{u"id"_s, u"rest"_s};
        QStringList same;
        for (qsizetype i = 0; i < reference.columns.size(); ++i) {
            referring += "t."_L1 + sql::identifier(reference.columns[i]);
            referenced += "t."_L1 + sql::identifier(reference.referencedColumns[i]);
            names += u"value%1"_s.arg(i);
            same += u"child.%1 = parent.%1"_s.arg(names.last());
        }
        statements +=
            u"SELECT child.id, child.rest, parent.id, parent.rest FROM (SELECT %1%2 CROSS JOIN %3 WHERE %4) "
            "AS child(%5) JOIN (SELECT %6%2) AS parent(%5) ON %7"_s.arg(
                referring.join(u','), rows, chosen.list, chosen.condition, names.join(u','),
                referenced.join(u','), same.join(" AND "_L1));
    }
    return statements.join(" UNION ALL "_L1) + u';';
}

// One step for every reference at once, because a query refers to its own rows only once. A row's place is compared as
// text, which every version of the server can tell duplicates by; compiling the query would take longer than running it.
QString ReferenceStatements::count(const ChosenTasks &chosen, const QVector<Reference> &references) const
{
    QStringList steps;
    for (const Reference &reference : references)
        steps += step(reference);
    const QString tasks = sql::literal(m_source.schema + u'.' + m_source.table, u"text"_s);
    return u"SET LOCAL jit = off; WITH RECURSIVE chosen AS (SELECT %1 AS name, 'c'::text AS effect, t.tableoid AS part, "
           "t.ctid::text AS place%2 CROSS JOIN %3 WHERE %4 AND %5), "
           "reached(name, effect, part, place) AS (SELECT * FROM chosen UNION "
           "SELECT further.* FROM reached CROSS JOIN LATERAL (%6) AS further(name, effect, part, place)) "
           // A task that is chosen itself, or deleted by one reference, loses nothing by another.
           "SELECT name, effect, count(*) FROM (SELECT * FROM reached r WHERE NOT EXISTS (SELECT FROM chosen c "
           "WHERE c.part = r.part AND c.place = r.place) AND (r.effect = 'c' OR (r.part, r.place) NOT IN "
           "(SELECT d.part, d.place FROM reached d WHERE d.effect = 'c'))) others "
           "GROUP BY name, effect;"_s.arg(tasks, relationsql::from(m_source), chosen.list, chosen.condition,
                                          chosen.isAsSeen, steps.join(" UNION ALL "_L1));
}

} // namespace watchbill
