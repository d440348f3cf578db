// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "statement/countstatements.h"

#include "postgres/sqltext.h"
#include "source/relationsql.h"

using namespace Qt::StringLiterals;

namespace watchbill {

// A column by which rows can be told apart: json has no "=" and is compared as text.
QString CountStatements::compared(TaskField field) const
{
    const QString column = relationsql::expression(m_relation, field);
    return m_relation.columns[field].isSortable ? column : column + "::text"_L1;
}

// The values of a column, each found by one probe of its index: a DISTINCT would read every row.
QString CountStatements::distinct(TaskField field) const
{
    const QString column = compared(field);
    return u"WITH RECURSIVE found(v) AS ("
           "(SELECT %1%2 WHERE %1 IS NOT NULL ORDER BY %1 LIMIT 1) UNION ALL "
           "SELECT (SELECT %1%2 WHERE %1 > found.v ORDER BY %1 LIMIT 1) FROM found WHERE found.v IS NOT NULL) "_s
               .arg(column, relationsql::from(m_relation));
}

QString CountStatements::types(int limit) const
{
    const QString ofNull = m_relation.columns[TaskField::Type].nullable
        ? u" UNION ALL SELECT NULL WHERE EXISTS (SELECT%1 WHERE %2 IS NULL)"_s.arg(
            relationsql::from(m_relation), relationsql::expression(m_relation, TaskField::Type))
        : QString();
    return distinct(TaskField::Type)
        + u"(SELECT v::text FROM found WHERE v IS NOT NULL LIMIT %1)%2"_s.arg(QString::number(limit), ofNull);
}

// The statistics of a column, as of the last ANALYZE. They are of all rows: whoever
// sees only some of them gets none from pg_stats.
QString CountStatements::fromStatisticsOf(TaskField field, const QString &more) const
{
    return u" FROM pg_class c, pg_stats s%5 WHERE c.oid = %1::regclass AND c.relkind = 'r' AND NOT s.inherited "
           "AND s.schemaname = %2 AND s.tablename = %3 AND s.attname = %4"_s.arg(
               sql::literal(relationsql::qualifiedName(m_relation)), sql::literal(m_relation.schema),
               sql::literal(m_relation.table), sql::literal(m_relation.columns[field].name), more);
}

QString CountStatements::fromFrequentOf(TaskField field) const
{
    return fromStatisticsOf(
        field, u", unnest(s.most_common_vals::text::text[], s.most_common_freqs) AS u(value, share)"_s);
}

// A lower bound for the rows of each status, allowing for changes since the table was analysed. Four standard
// deviations are left for the sample, which is of 300 rows for each of the target
// (https://www.postgresql.org/docs/current/planner-stats-details.html).
QString CountStatements::fewestByStatus() const
{
    return "SELECT value, (share - 4 * sqrt(share / (300 * current_setting('default_statistics_target')::int))) * c.reltuples "
           "- pg_stat_get_mod_since_analyze(c.oid) AS fewest"_L1
        + fromFrequentOf(TaskField::Status);
}

QString CountStatements::busiestUsers(int limit) const
{
    return "SELECT value"_L1 + fromFrequentOf(TaskField::UserId) + " ORDER BY share DESC, value LIMIT "_L1
        + QString::number(limit);
}

// The rows without a status, which no probe finds, if there are any.
QString CountStatements::withNull(const QString &where, const QString &limit) const
{
    if (!m_relation.columns[TaskField::Status].nullable)
        return {};
    return u" UNION ALL SELECT NULL, (SELECT count(*) FROM (SELECT 1%1 WHERE %2 IS NULL AND %3%4) counted) "
           "WHERE EXISTS (SELECT%1 WHERE %2 IS NULL)"_s.arg(
               relationsql::from(m_relation), relationsql::expression(m_relation, TaskField::Status), where,
               limit);
}

// Without a condition nothing is counted that is known to be more than the cap.
Result<QString> CountStatements::capped(const TaskFilter &filter, int cap, Statistics statistics) const
{
    TaskFilter others = filter;
    others.statuses = {};
    return m_conditions.of(others).map([&](const QString &where) {
        const QString count =
            u"(SELECT count(*) FROM (SELECT 1%1 WHERE %2 = v AND %3 LIMIT %4) counted)"_s.arg(
                relationsql::from(m_relation), compared(TaskField::Status), where, QString::number(cap + 1));
        const QString ofNull = withNull(where, u" LIMIT %1"_s.arg(cap + 1));
        const bool isOfAll = others.isEmpty() && !m_relation.deletedAt;
        if (!isOfAll || statistics == Statistics::LeftAlone)
            return distinct(TaskField::Status) + "SELECT v::text, "_L1 + count
                + " FROM found WHERE v IS NOT NULL"_L1 + ofNull;
        return distinct(TaskField::Status)
            + u", known AS MATERIALIZED (%1) SELECT v::text, CASE WHEN (SELECT max(fewest) FROM known WHERE value = v::text) > %2 "
              "THEN %3 ELSE %4 END FROM found WHERE v IS NOT NULL%5"_s.arg(
                  fewestByStatus(), QString::number(cap), QString::number(cap + 1), count, ofNull);
    });
}

Result<QString> CountStatements::estimate(const TaskFilter &filter, const FieldValue &status) const
{
    TaskFilter one = filter;
    one.statuses = status ? ValueSet{{*status}} : ValueSet{{}, false, true};
    return matching(one).map(&CountStatements::explained);
}

QString CountStatements::explained(const QString &sql)
{
    return "EXPLAIN (FORMAT JSON) "_L1 + sql;
}

Result<QString> CountStatements::matching(const TaskFilter &filter) const
{
    return m_conditions.of(filter).map([&](const QString &where) {
        return "SELECT 1"_L1 + relationsql::from(m_relation) + " WHERE "_L1 + where;
    });
}

Result<QString> CountStatements::matching(const TaskFilter &filter, int cap) const
{
    return matching(filter).map([&](const QString &sql) {
        return u"SELECT count(*) FROM (%1 LIMIT %2) counted"_s.arg(sql, QString::number(cap + 1));
    });
}

Result<QString> CountStatements::byValue(const TaskFilter &filter, FilterSet set, int cap, int most) const
{
    const TaskField field = facetOf(set).field;
    TaskFilter others = filter;
    others.*set = {};
    return m_conditions.of(others).map([&](const QString &where) {
        return u"SELECT v::text, count(*), (sum(count(*)) OVER ())::bigint FROM (SELECT %1 AS v%2 WHERE %3 LIMIT %4) counted "
               "GROUP BY v ORDER BY count(*) DESC, v::text LIMIT %5"_s.arg(
                   compared(field), relationsql::from(m_relation), where, QString::number(cap + 1),
                   QString::number(most));
    });
}

// What was much when the table was analysed is not believed once half of it may have changed.
QString CountStatements::frequent(FilterSet set, int most) const
{
    const TaskField field = facetOf(set).field;
    const QString isRecent =
        u" AND c.reltuples > 0 AND pg_stat_get_mod_since_analyze(c.oid) < c.reltuples / 2"_s;
    return u"SELECT value, (share * c.reltuples)::bigint AS number%1%3 "
           "UNION ALL SELECT NULL, (s.null_frac * c.reltuples)::bigint%2%3 AND s.null_frac > 0 "
           "ORDER BY number DESC, value LIMIT %4"_s.arg(fromFrequentOf(field), fromStatisticsOf(field),
                                                        isRecent, QString::number(most));
}

// With the statuses of which none match, as in the capped counts.
Result<QString> CountStatements::exact(const TaskFilter &filter) const
{
    TaskFilter others = filter;
    others.statuses = {};
    return m_conditions.of(others).map([&](const QString &where) {
        return distinct(TaskField::Status)
            + u"(SELECT v::text, coalesce(matching, 0) FROM found LEFT JOIN (SELECT %1 AS status, count(*) AS matching%2 "
              "WHERE %3 GROUP BY 1) counted ON status = v WHERE v IS NOT NULL ORDER BY v)"_s.arg(
                  compared(TaskField::Status), relationsql::from(m_relation), where)
            + withNull(where, {});
    });
}

} // namespace watchbill
