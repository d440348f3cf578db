// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "libpqbaseline.h"
#include "measures.h"
#include "openlist.h"
#include "pgliteserver.h"
#include "stopwatch.h"

#include <cstdio>

using namespace Qt::StringLiterals;

namespace watchbill::bench {

namespace {

using Goal = Measurement::Goal;

constexpr int rows = 20'000;
constexpr int timesOfEach = 20;

PageRequest firstRows()
{
    PageRequest request;
    request.limit = 200;
    return request;
}

double medianTime(const std::function<void()> &work)
{
    work();
    QVector<double> times;
    for (int i = 0; i < timesOfEach; ++i)
        times += milliseconds(work);
    return median(times);
}

} // namespace

// It serves one connection: the two cannot take turns.
Measurements pglite(const Surroundings &)
{
    if (PGliteServer::program().isEmpty()) {
        std::fputs("PGlite is not measured: WATCHBILL_PGLITE does not name its socket server.\n", stderr);
        return {};
    }
    PGliteServer server;
    if (const QString failure = server.start(); !failure.isEmpty())
        qFatal("%s", qPrintable(failure));
    Libpq(server.connection())
        .execute(
            u"CREATE TABLE tasks (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), user_id uuid NOT NULL, "
            "type text NOT NULL, status text NOT NULL, created_at timestamptz, updated_at timestamptz, metadata jsonb); "
            "INSERT INTO tasks (user_id, type, status, created_at, updated_at) SELECT gen_random_uuid(), 't', 'failed', t, t "
            "FROM (SELECT timestamptz '2026-01-01Z' + i * interval '1 s' AS t FROM generate_series(1, %1) i) made; "
            "CREATE INDEX ON tasks (created_at, id); ANALYZE tasks"_s.arg(QString::number(rows)));
    QString sql;
    double ours = 0;
    {
        OpenList list(server.connection());
        sql = list.sql(firstRows());
        ours = medianTime([&] { list.show({}); });
    }
    Libpq libpq(server.connection(), std::chrono::seconds(10));
    const double baseline = medianTime([&] { libpq.fetch(sql); });
    return {{u"first page of 200 of PGlite, in the model"_s,
             u"ms"_s,
             ours,
             baseline,
             Goal::RatioAtMost,
             1.5,
             {}}};
}

} // namespace watchbill::bench
