// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "source/histogramstatements.h"

#include "postgres/sqltext.h"
#include "source/relationsql.h"
#include "source/taskcolumns.h"

using namespace Qt::StringLiterals;

namespace watchbill {

QString HistogramStatements::time() const
{
    return relationsql::expression(m_relation, TaskField::CreatedAt);
}

QString HistogramStatements::literal(Timestamp time) const
{
    return sql::literal(sql::timeText(time), m_relation.columns[TaskField::CreatedAt].sqlType);
}

Result<QString> HistogramStatements::matching(const TaskFilter &filter, const TimeRange &range) const
{
    return m_conditions.of(filter).map([&](const QString &where) {
        const bool isAll = !range.from.isFinite();
        return u" WHERE %1 AND %2 %3 %4 AND %2 < %5"_s.arg(where, time(), isAll ? u">"_s : u">="_s,
                                                           literal(range.from), literal(range.until));
    });
}

Result<QString> HistogramStatements::extent(const TaskFilter &filter, int most) const
{
    return matching(filter, {Timestamp::minusInfinity(), Timestamp::infinity()})
        .map([&](const QString &where) {
            const QString limit = most > 0 ? u" LIMIT %1"_s.arg(most + 1) : QString();
            return u"SELECT %5, %6, count(*) FROM (SELECT %1 AS time%2%3%4) matching"_s.arg(
                time(), relationsql::from(m_relation), where, limit, microseconds(u"min(time)"_s),
                microseconds(u"max(time)"_s));
        });
}

QString HistogramStatements::wholeExtent() const
{
    const QString finite = u"%1 WHERE %2 > %3 AND %2 < %4"_s.arg(relationsql::from(m_relation), time(),
                                                                 literal(Timestamp::minusInfinity()),
                                                                 literal(Timestamp::infinity()));
    return u"SELECT %1, %2 FROM (SELECT (SELECT min(%3)%4) AS first, (SELECT max(%3)%4) AS last) extent"_s
        .arg(microseconds(u"first"_s), microseconds(u"last"_s), time(), finite);
}

QString HistogramStatements::percentOf(int pages) const
{
    return u"WITH RECURSIVE part(oid) AS (SELECT %1::oid UNION ALL "
           "SELECT i.inhrelid FROM pg_inherits i JOIN part ON i.inhparent = part.oid) "
           "SELECT least(100, 100.0 * %2 * current_setting('block_size')::int / greatest(1, sum(pg_relation_size(oid))))::float8 FROM part"_s
               .arg(QString::number(m_relation.number), QString::number(pages));
}

QString HistogramStatements::grouped(const QString &rows, const QVector<Timestamp> &edges) const
{
    QStringList literals;
    for (const Timestamp &edge : edges)
        literals += literal(edge);
    return u"SELECT width_bucket(time, ARRAY[%1]), status::text, count(*) FROM (%2) matching GROUP BY 1, 2 ORDER BY 2, 1"_s
        .arg(literals.join(u", "_s), rows);
}

Result<QString> HistogramStatements::counts(const TaskFilter &filter, const QVector<Timestamp> &edges,
                                            int most) const
{
    return matching(filter, {edges.first(), edges.last()}).map([&](const QString &where) {
        const QString limit = most > 0 ? u" LIMIT %1"_s.arg(most + 1) : QString();
        return grouped(u"SELECT %1 AS time, %2 AS status%3%4%5"_s.arg(
                           time(), relationsql::expression(m_relation, TaskField::Status),
                           relationsql::from(m_relation), where, limit),
                       edges);
    });
}

Result<QString> HistogramStatements::sampled(const TaskFilter &filter, const QVector<Timestamp> &edges,
                                             double percent) const
{
    return matching(filter, {edges.first(), edges.last()}).map([&](const QString &where) {
        return grouped(u"SELECT %1 AS time, %2 AS status%3 TABLESAMPLE SYSTEM (%4)%5"_s.arg(
                           time(), relationsql::expression(m_relation, TaskField::Status),
                           relationsql::from(m_relation), QString::number(percent, 'g', 12), where),
                       edges);
    });
}

} // namespace watchbill
