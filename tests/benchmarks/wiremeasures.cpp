// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "await.h"
#include "dataset.h"
#include "libpqbaseline.h"
#include "linkproxy.h"
#include "live/taskfeed.h"
#include "measures.h"
#include "service/taskservice.h"
#include "stopwatch.h"

#include <QEventLoop>

using namespace Qt::StringLiterals;

namespace watchbill::bench {

namespace {

using Goal = Measurement::Goal;

// How often one waits for the server meanwhile.
double turnsOf(LinkProxy &link, const std::function<void()> &work)
{
    link.forgetTurns();
    work();
    return double(link.turns().size());
}

} // namespace

Measurements refreshRoundTrips(const Surroundings &surroundings)
{
    LinkProxy link(surroundings.tasks);
    TaskService service(profileFor(link.connection()));
    if (!await(service.open()))
        qFatal("The benchmark cannot connect through its proxy.");
    TaskFeed feed(service); // without the counters and notifications that have connections of their own
    const auto whenFinished = [&](const std::function<void()> &work) {
        QEventLoop loop;
        QObject::connect(&feed, &TaskFeed::finished, &loop, &QEventLoop::quit);
        work();
        loop.exec();
    };
    whenFinished([&] { feed.load(); });
    const double turns =
        medianOf([&] { return turnsOf(link, [&] { whenFinished([&] { feed.refresh(); }); }); });
    return {{u"round trips of a refresh"_s, u"trips"_s, turns, 1, Goal::Exactly, 1, {}}};
}

Measurements connectRoundTrips(const Surroundings &surroundings)
{
    LinkProxy link(surroundings.tasks);
    const double baseline = turnsOf(link, [&] { Libpq::connect(link.connection()); });
    double ofQt = 0;
    const double turns = medianOf([&] {
        const double all = turnsOf(link, [&] {
            TaskService service(profileFor(link.connection()));
            if (!await(service.open()) || !await(service.page({})))
                qFatal("The benchmark cannot connect through its proxy.");
        });
        ofQt = all - baseline - double(link.turns().filter(u"clock_timestamp()"_s).size());
        return all - baseline;
    });
    const QString why =
        u"%1 are settings that Qt's driver makes by itself, one by one, when it has connected"_s.arg(ofQt);
    return {{u"round trips from connected to first rows"_s, u"trips"_s, turns, baseline, Goal::ValueAtMost, 3,
             why}};
}

} // namespace watchbill::bench
