// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "timeline/timeaxis.h"

#include "task/shownzone.h"

#include <QLocale>

using namespace Qt::StringLiterals;

namespace watchbill::TimeAxis {

namespace {

constexpr qint64 minute = 60'000'000;
constexpr qint64 day = 24 * 60 * minute;
constexpr int roomForDates = 2; // times the width of a date

// A day's first label names the day, which the others then are of.
QString textOf(const QDateTime &local, qint64 step, const QDate &before)
{
    const QLocale locale;
    const QString date = locale.toString(local.date(), u"d MMM"_s);
    if (step >= 360 * day)
        return local.date().year() > 0 ? QString::number(local.date().year())
                                       : u"%1 BC"_s.arg(-local.date().year());
    if (step >= day)
        return local.date().year() == before.year() ? date : locale.toString(local.date(), u"d MMM yyyy"_s);
    const QString time = local.toString(step >= minute ? u"HH:mm"_s : u"HH:mm:ss"_s);
    if (local.date() == before)
        return time;
    return local.time() == QTime(0, 0) ? date : u"%1 %2"_s.arg(date, time);
}

} // namespace

QVector<Tick> ticks(const TimeRange &range, int width, const QFontMetrics &metrics)
{
    const int most = std::max(2, width / (roomForDates * metrics.horizontalAdvance(u"30 Nov 23:59"_s)) + 2);
    const QVector<Timestamp> edges = histogramEdges(range, most);
    QVector<Tick> ticks;
    QDate before;
    for (const Timestamp &time : edges) {
        if (!time.isFinite() || time < range.from || time >= range.until)
            continue;
        const QDateTime local = time.toDateTime().toTimeZone(shownZone());
        ticks += Tick{time, textOf(local, TimeRange{edges[0], edges[1]}.span(), before)};
        before = local.date();
    }
    return ticks;
}

QFont fontFor(const QFont &font)
{
    QFont small = font;
    small.setPointSizeF(font.pointSizeF() * 0.85);
    return small;
}

int heightFor(const QFont &font)
{
    return QFontMetrics(fontFor(font)).height() + 3 + lineRoom;
}

} // namespace watchbill::TimeAxis
