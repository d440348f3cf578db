// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "dataset.h"
#include "libpqbaseline.h"
#include "measures.h"
#include "openlist.h"
#include "statement/pagestatements.h"
#include "stopwatch.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace watchbill::bench {

namespace {

using Goal = Measurement::Goal;

// The page that follows a task of the third month.
PageRequest deepPage(Libpq &libpq)
{
    const auto rows =
        libpq.rows(u"SELECT created_at::text, id::text FROM tasks t WHERE created_at < '2024-03-15Z' "
                   "ORDER BY t.created_at DESC, t.id DESC LIMIT 1"_s);
    PageRequest request;
    request.limit = 200;
    request.start = PageRequest::Start::After;
    request.key = SortKey{{rows.at(0).at(0), rows.at(0).at(1)}};
    return request;
}

// As it would be asked of a table that is not divided.
QString byRows(TaskRelation relation, const PageRequest &request)
{
    relation.kind = RelationKind::Table;
    relation.hasChildren = false;
    return PageStatements(relation, request).statements().value();
}

int visited(Libpq &libpq, const QString &sql)
{
    static const QRegularExpression scan(u"Scan .*on tasks_"_s);
    int count = 0;
    for (const auto &row : libpq.rows("EXPLAIN "_L1 + sql.section(u';', 0, 0)))
        count += row.at(0).contains(scan);
    return count;
}

Measurements compared(const QString &connection, const QString &what, int repetitions)
{
    OpenList list(connection);
    Libpq libpq(connection);
    Libpq asWatchbill(connection);
    if (list.service().source()->isElsewhere())
        asWatchbill.execute(u"SET enable_sort = off"_s); // as SessionSettings::sortsElsewhere
    const PageRequest request = deepPage(libpq);
    const QString ours = list.sql(request);
    const QString rows = byRows(*list.service().source(), request);
    const Pair pair = compare([&] { asWatchbill.fetch(ours); }, [&] { libpq.fetch(rows); }, repetitions);
    return {{u"deep page of %1, to comparing rows"_s.arg(what),
             u"ms"_s,
             pair.value,
             pair.baseline,
             Goal::RatioAtMost,
             1,
             {}},
            {u"%1 that it visits"_s.arg(what),
             u"parts"_s,
             double(visited(libpq, ours)),
             double(visited(libpq, rows)),
             Goal::ValueAtMost,
             3,
             {}}};
}

} // namespace

Measurements partitions(const Surroundings &surroundings)
{
    return compared(surroundings.dataset->divided(surroundings.rows, Dataset::Parts::Local),
                    u"24 partitions"_s, 20);
}

Measurements shards(const Surroundings &surroundings)
{
    return compared(surroundings.dataset->divided(surroundings.rows, Dataset::Parts::Shards),
                    u"24 partitions on two servers"_s, 1);
}

} // namespace watchbill::bench
