// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "statement/histogramstatements.h"

#include "postgres/sqltext.h"
#include "source/relationsql.h"
#include "statement/taskcolumns.h"

using namespace Qt::StringLiterals;

namespace watchbill {

QString HistogramStatements::time() const
{
    return relationsql::expression(m_relation, TaskField::CreatedAt);
}

QString HistogramStatements::status() const
{
    return relationsql::expression(m_relation, TaskField::Status);
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

Result<QString> HistogramStatements::plan(const TaskFilter &filter, const TimeRange &range) const
{
    return matching(filter, range).map([&](const QString &where) {
        return "EXPLAIN (FORMAT JSON) SELECT 1"_L1 + relationsql::from(m_relation) + where;
    });
}

Result<QString> HistogramStatements::counts(const TaskFilter &filter, const QVector<Timestamp> &edges) const
{
    return matching(filter, {edges.first(), edges.last()}).map([&](const QString &where) {
        return grouped(u"SELECT %1 AS time, %2 AS status%3%4"_s.arg(time(), status(),
                                                                    relationsql::from(m_relation), where),
                       edges);
    });
}

Result<QString> HistogramStatements::ofPages(const TaskFilter &filter, const QVector<Timestamp> &edges,
                                             double percent) const
{
    return matching(filter, {edges.first(), edges.last()}).map([&](const QString &where) {
        return grouped(
            u"SELECT %1 AS time, %2 AS status%3 TABLESAMPLE SYSTEM (%4)%5"_s.arg(
                time(), status(), relationsql::from(m_relation), QString::number(percent, 'g', 12), where),
            edges);
    });
}

// With each slice's times as constants, so that the planner knows how little it is.
Result<QString> HistogramStatements::ofSlices(const TaskFilter &filter, const QVector<Timestamp> &edges,
                                              double share, int slices) const
{
    QStringList parts;
    for (qsizetype step = 0; step + 1 < edges.size(); ++step) {
        const double width = double(TimeRange{edges[step], edges[step + 1]}.span()) / slices;
        for (int i = 0; i < slices; ++i) {
            const auto at = [&](double place) {
                return Timestamp(edges[step].microseconds() + qint64((i + place) * width));
            };
            const auto where = matching(filter, {at(0), at(share)});
            if (!where)
                return where;
            parts += u"SELECT %1 AS step, %2 AS status%3%4"_s.arg(QString::number(step + 1), status(),
                                                                  relationsql::from(m_relation), *where);
        }
    }
    return u"SELECT step, status::text, count(*) FROM (%1) slices GROUP BY 1, 2 ORDER BY 2, 1"_s.arg(
        parts.join(" UNION ALL "_L1));
}

} // namespace watchbill
