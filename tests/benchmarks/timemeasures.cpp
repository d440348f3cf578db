// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "await.h"
#include "libpqbaseline.h"
#include "measures.h"
#include "openlist.h"
#include "stopwatch.h"
#include "timeline/timestrip.h"

#include <QImage>

using namespace Qt::StringLiterals;

namespace watchbill::bench {

namespace {

using Goal = Measurement::Goal;

TimeHistogram histogramOf(OpenList &list, const HistogramRequest &request)
{
    const auto histogram = await(list.service().histogram(request));
    if (!histogram)
        qFatal("%s", qPrintable(histogram.error().message));
    return *histogram;
}

// The same numbers from all rows.
QString byHand(const TimeHistogram &histogram)
{
    const TimeRange range = histogram.range();
    const qint64 step = TimeRange{histogram.edges[0], histogram.edges[1]}.span();
    return u"SELECT date_bin(%1 * interval '1 us', created_at, '%2'), status, count(*) FROM public.tasks "
           "WHERE created_at >= '%2' AND created_at < '%3' GROUP BY 1, 2"_s.arg(
               QString::number(step), range.from.toIso8601(), range.until.toIso8601());
}

} // namespace

Measurements histograms(const Surroundings &surroundings)
{
    Libpq libpq(surroundings.tasks);
    OpenList list(surroundings.tasks);
    const Timestamp newest(
        libpq.value(u"SELECT (extract(epoch FROM max(created_at)) * 1000000)::bigint FROM public.tasks"_s)
            .toLongLong());
    constexpr qint64 day = 86'400'000'000;
    Measurements measurements;
    const auto measure = [&](const QString &name, const HistogramRequest &request, double most) {
        const TimeHistogram histogram = histogramOf(list, request);
        const QString sql = byHand(histogram);
        const Pair pair = compare([&] { histogramOf(list, request); }, [&] { libpq.fetch(sql); });
        measurements += Measurement{name,
                                    u"ms"_s,
                                    pair.value,
                                    pair.baseline,
                                    Goal::ValueAtMost,
                                    most,
                                    histogram.isEstimate ? u"a sample"_s : u"counted"_s};
        return histogram;
    };
    measure(u"histogram of a day"_s, {{}, TimeRange{Timestamp(newest.microseconds() - day), newest}}, 100);
    const TimeHistogram all = measure(u"histogram of all times"_s, {}, 500);

    TimeStrip strip;
    strip.resize(1'900, strip.sizeHint().height());
    strip.show(all, {});
    QImage image(strip.size(), QImage::Format_ARGB32_Premultiplied);
    const double painting = medianOf([&] { return milliseconds([&] { strip.render(&image); }); });
    measurements += Measurement{u"painting the strip"_s, u"ms"_s, painting, {}, Goal::ValueAtMost, 16, {}};
    return measurements;
}

} // namespace watchbill::bench
