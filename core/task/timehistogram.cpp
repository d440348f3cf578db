// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "task/timehistogram.h"

#include <QDate>
#include <QtGlobal>

#include <algorithm>
#include <array>
#include <limits>

namespace watchbill {

namespace {

constexpr qint64 second = 1'000'000;
constexpr qint64 minute = 60 * second;
constexpr qint64 hour = 60 * minute;
constexpr qint64 day = 24 * hour;
constexpr std::array stepsWithinADay{second, 2 * second, 5 * second, 10 * second, 15 * second, 30 * second,
                                     minute, 2 * minute, 5 * minute, 10 * minute, 15 * minute, 30 * minute,
                                     hour,   2 * hour,   3 * hour,   6 * hour,    12 * hour};

// The server's first and last years are beyond microseconds since 1970.
Timestamp midnight(const QDate &date, const QTimeZone &zone)
{
    if (date.year() > 294'000)
        return Timestamp::infinity();
    if (date.year() < -4'712)
        return Timestamp::minusInfinity();
    return Timestamp::fromDateTime(date.startOfDay(zone));
}

// The calendar's steps: a number of days, months or years.
struct Dates
{
    int days = 0;
    int months = 0;
    int years = 0;

    QDate after(const QDate &date) const { return date.addYears(years).addMonths(months).addDays(days); }

    // QDate knows no year 0, which would be the first of a decade or a century: it is 1 BC, and counts as -1.
    QDate firstUpTo(const QDate &date) const
    {
        if (years > 0) {
            const int year = date.year() < 0 ? date.year() + 1 : date.year();
            const int first = year - (year % years + years) % years;
            return {first > 0 ? first : first - 1, 1, 1};
        }
        if (months > 0)
            return {date.year(), date.month() - (date.month() - 1) % months, 1};
        return days == 7 ? date.addDays(1 - date.dayOfWeek()) : date;
    }
};

QVector<Timestamp> edgesOfDates(const TimeRange &range, int most, const QTimeZone &zone, const Dates &dates)
{
    QVector<Timestamp> edges;
    QDate date = dates.firstUpTo(range.from.toDateTime().toTimeZone(zone).date());
    while (date.isValid() && edges.size() <= most) {
        edges += midnight(date, zone);
        if (edges.size() > 1 && edges.last() >= range.until)
            return edges;
        date = dates.after(date);
    }
    return {}; // too many
}

} // namespace

qint64 TimeRange::span() const
{
    qint64 span = 0;
    return qSubOverflow(until.microseconds(), from.microseconds(), &span) ? std::numeric_limits<qint64>::max()
                                                                          : span;
}

qint64 TimeHistogram::number(qsizetype step) const
{
    qint64 sum = 0;
    for (const Part &part : parts)
        sum += part.numbers[step];
    return sum;
}

double TimeHistogram::numberSince(Timestamp time) const
{
    double sum = 0;
    for (qsizetype step = 0; step < steps(); ++step) {
        const TimeRange range{edges[step], edges[step + 1]};
        if (time <= range.from)
            sum += double(number(step));
        else if (range.contains(time))
            sum += double(number(step)) * double(TimeRange{time, range.until}.span()) / double(range.span());
    }
    return sum;
}

QVector<Timestamp> histogramEdges(const TimeRange &range, int most, const QTimeZone &zone)
{
    for (const qint64 step : stepsWithinADay) {
        if (range.span() / step + 2 > most)
            continue;
        const Timestamp start = midnight(range.from.toDateTime().toTimeZone(zone).date(), zone);
        const qint64 before = TimeRange{start, range.from}.span() / step * step;
        QVector<Timestamp> edges{Timestamp(start.microseconds() + before)};
        while (edges.size() < 2 || edges.last() < range.until)
            edges += Timestamp(edges.last().microseconds() + step);
        return edges;
    }
    for (const Dates &dates :
         {Dates{.days = 1}, Dates{.days = 7}, Dates{.months = 1}, Dates{.months = 3}, Dates{.years = 1},
          Dates{.years = 10}, Dates{.years = 100}, Dates{.years = 1'000}, Dates{.years = 10'000}}) {
        if (const QVector<Timestamp> edges = edgesOfDates(range, most, zone, dates); !edges.isEmpty())
            return edges;
    }
    return {range.from, range.until};
}

} // namespace watchbill
