// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "await.h"
#include "filter/querycompletion.h"
#include "filter/querytext.h"
#include "libpqbaseline.h"
#include "measures.h"
#include "openlist.h"
#include "stopwatch.h"
#include "testcluster.h"

using namespace Qt::StringLiterals;

namespace watchbill::bench {

namespace {

using Goal = Measurement::Goal;

constexpr int timesOfEachQuery = 40; // in each run: most take a millisecond

// A query, and the best that one would write by hand for the same question.
struct Question
{
    QString name;
    QString query;
    QString where;
};

QVector<Question> questions(Libpq &libpq)
{
    const QString newest =
        libpq.value(u"SELECT to_char(max(created_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') "
                    "FROM public.tasks"_s);
    const QString user = libpq.value(u"SELECT user_id FROM public.tasks LIMIT 1"_s);
    const QString id = libpq.value(u"SELECT id FROM public.tasks OFFSET 1000 LIMIT 1"_s);
    const QString from = user.left(8) + "-0000-0000-0000-000000000000"_L1;
    const QString until = user.left(8) + "-ffff-ffff-ffff-ffffffffffff"_L1;
    return {
        {u"two statuses"_s, u"status:failed,processing"_s, u"status IN ('failed', 'processing')"_s},
        {u"an excluded status"_s, u"-status:completed"_s, u"status <> 'completed'"_s},
        {u"a type's beginning"_s, u"type:concept_g*"_s, u"type LIKE 'concept\\_g%'"_s},
        {u"a user's beginning"_s, "user:"_L1 + user.left(8),
         u"user_id BETWEEN '%1' AND '%2'"_s.arg(from, until)},
        {u"an id"_s, "id:"_L1 + id, u"id = '%1'"_s.arg(id)},
        {u"until a time"_s, "created:<"_L1 + newest, u"created_at < '%1'"_s.arg(newest)},
        {u"an age"_s, u"age:>1h"_s, u"created_at < now() - interval '1 h'"_s},
        {u"a duration"_s, u"duration:>20s"_s,
         u"CASE WHEN status IN ('pending', 'processing') THEN now() ELSE updated_at END - created_at > interval '20 s'"_s},
        {u"a word in the error"_s, u"error:timeout"_s, u"error_message ILIKE '%timeout%'"_s},
        {u"a regular expression"_s, u"error:/rate.?limit/"_s, u"error_message ~* 'rate.?limit'"_s},
        {u"a value in the metadata"_s, u"meta.model:concept-xl-2"_s,
         u"metadata @> '{\"model\": \"concept-xl-2\"}'"_s},
        {u"a number in the metadata"_s, u"meta.steps:>40"_s, u"metadata @? '$.steps ? (@ > 40)'"_s},
        {u"either of two"_s, u"status:failed OR meta.model:concept-xl-2"_s,
         u"status = 'failed' OR metadata @> '{\"model\": \"concept-xl-2\"}'"_s},
    };
}

QString byHand(const QString &where)
{
    return u"SELECT id::text, user_id::text, type, status, result_id::text, left(error_message, 500), created_at::text, "
           "updated_at::text FROM public.tasks t WHERE %1 ORDER BY t.created_at DESC, t.id DESC LIMIT 200"_s
               .arg(where);
}

// About a kilobyte with a little of everything.
QString longQuery()
{
    QString query = u"status:failed,processing -type:image_* (\"provider timeout\" OR error:/rate.?limit/)"_s;
    while (query.size() < 1'000)
        query += u" (meta.model:concept-xl-2 OR meta.retries:>3 created:2026-11-01..2026-11-05T14:00)"_s;
    return query;
}

// The slowest kind of query to read.
QString longQueryOfTimes()
{
    QString query;
    while (query.size() < 1'000)
        query += u"created:today created:yesterday updated:9am updated:2h..1h created:\"29 Nov\" "_s;
    return query;
}

double parsingOf(const QString &query)
{
    return medianOf([&] {
        return milliseconds([&] {
                   for (int i = 0; i < timesOfEachQuery; ++i)
                       query::parse(query);
               })
            / timesOfEachQuery;
    });
}

} // namespace

Measurements queries(const Surroundings &surroundings)
{
    Libpq libpq(surroundings.tasks);
    libpq.execute(readSql(u"search"_s));
    OpenList list(surroundings.tasks);
    Measurements measurements;
    for (const Question &question : questions(libpq)) {
        const auto filter = query::parse(question.query);
        if (!filter)
            qFatal("%s", qPrintable(filter.error().sentence));
        const QString sql = byHand(question.where);
        const Pair pair = compare(
            [&] {
                list.show({*filter, {}});
            },
            [&] { libpq.fetch(sql); }, timesOfEachQuery);
        measurements += Measurement{u"first page of %1"_s.arg(question.name),
                                    u"ms"_s,
                                    pair.value,
                                    pair.baseline,
                                    Goal::RatioAtMost,
                                    1.5,
                                    {}};
    }
    measurements += Measurement{
        u"reading a query of 1 KB"_s, u"ms"_s, parsingOf(longQuery()), {}, Goal::ValueAtMost, 0.1, {}};
    measurements += Measurement{u"reading a query of 1 KB of times"_s,
                                u"ms"_s,
                                parsingOf(longQueryOfTimes()),
                                {},
                                Goal::ValueAtMost,
                                0.1,
                                {}};
    query::KnownValues known;
    for (int i = 0; i < 300; ++i)
        known.metadata += query::MetadataValue{{u"key%1"_s.arg(i)}, u"value"_s};
    const double offering =
        medianOf([&] { return milliseconds([&] { query::complete(u"meta.k"_s, 6, known); }); });
    measurements += Measurement{u"completion of a key"_s, u"ms"_s, offering, {}, Goal::ValueAtMost, 50, {}};
    const double sample = medianOf([&] {
        return milliseconds([&] {
            if (!await(list.service().metadataInUse()))
                qFatal("The metadata cannot be sampled.");
        });
    });
    measurements += Measurement{
        u"keys of the metadata, for completion"_s, u"ms"_s, sample, {}, Goal::ValueAtMost, 50, {}};
    return measurements;
}

} // namespace watchbill::bench
