// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "await.h"
#include "filter/querytext.h"
#include "libpqbaseline.h"
#include "measures.h"
#include "openlist.h"
#include "stopwatch.h"

#include <QEventLoop>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace watchbill::bench {

namespace {

using Goal = Measurement::Goal;

// What the server spent on planning and executing one refresh, in milliseconds.
double serverTimeOf(OpenList &list, Libpq &libpq)
{
    constexpr int refreshes = 50;
    libpq.execute(u"SELECT pg_stat_statements_reset()"_s);
    for (int i = 0; i < refreshes; ++i)
        list.refresh();
    const QString sum =
        libpq.value(u"SELECT sum(total_exec_time + total_plan_time) FROM pg_stat_statements "
                    "JOIN pg_database ON pg_database.oid = dbid "
                    "WHERE datname = current_database() AND query NOT LIKE '%pg_stat_statements%'"_s);
    return sum.toDouble() / refreshes;
}

} // namespace

Measurements serverTimeOfRefresh(const Surroundings &surroundings)
{
    OpenList many(surroundings.tasks);
    OpenList few(surroundings.fewTasks);
    Libpq ofMany(surroundings.tasks);
    Libpq ofFew(surroundings.fewTasks);
    QVector<double> values;
    QVector<double> baselines;
    for (int run = 0; run < runs; ++run) {
        values += serverTimeOf(many, ofMany);
        baselines += serverTimeOf(few, ofFew);
    }
    return {{u"server time of a refresh, to 10,000 rows"_s,
             u"ms"_s,
             median(values),
             median(baselines),
             Goal::RatioAtMost,
             1.2,
             {}}};
}

Measurements counters(const Surroundings &surroundings)
{
    OpenList list(surroundings.tasks);
    Libpq libpq(surroundings.tasks);
    const auto count = [&] {
        const auto counts = await(list.service().countsByStatus({}));
        if (!counts)
            qFatal("%s", qPrintable(counts.error().message));
    };
    const Pair pair =
        compare(count, [&] { libpq.fetch(u"SELECT status, count(*) FROM public.tasks GROUP BY status"_s); });
    const QString why =
        u"a status of at most 50,000 tasks is counted exactly, and planning takes a millisecond; a small "
        "table is counted as a whole in little more"_s;
    return {{u"counters by status, to exact ones"_s, u"ms"_s, pair.value, pair.baseline, Goal::RatioAtMost,
             0.02, why}};
}

Measurements cancelling(const Surroundings &surroundings)
{
    OpenList list(surroundings.tasks);
    PageRequest slow;
    const auto parsed = query::parse(u"duration:>9999d"_s); // no index tells that no task took so long
    if (!parsed)
        qFatal("The slow query cannot be read.");
    slow.query.filter = *parsed;
    const double milliseconds = medianOf([&] {
        const auto abandoned = list.service().page(slow);
        QEventLoop loop;
        QTimer::singleShot(20ms, &loop, &QEventLoop::quit); // it is under way on the server
        loop.exec();
        if (abandoned.isFinished())
            qFatal("The slow query was over before it could be cancelled.");
        const double took = bench::milliseconds([&] { list.page({}); });
        const auto answer = await(abandoned);
        if (answer || answer.error().kind != TaskError::Kind::Cancelled)
            qFatal("The slow query was not cancelled.");
        return took;
    });
    return {{u"cancel of a slow query, to the next answer"_s,
             u"ms"_s,
             milliseconds,
             {},
             Goal::ValueAtMost,
             100,
             {}}};
}

} // namespace watchbill::bench
