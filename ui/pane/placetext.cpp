// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pane/placetext.h"

#include "format/format.h"
#include "live/listplace.h"
#include "live/taskmonitor.h"

#include <QCoreApplication>

namespace watchbill {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::PlaceText)
};

QString aroundText(TaskMonitor &monitor, const TimeRange &created)
{
    const Timestamp middle(created.from.microseconds() + created.span() / 2);
    const QString around = Texts::tr("around %1").arg(format::time(middle));
    const HistogramReading &histogram = monitor.histogram();
    if (!histogram)
        return around;
    const auto share = shareBefore(middle, monitor.query().sort.order, *histogram, histogram.chosen());
    return share ? Texts::tr("%1, about %2 % down").arg(around, QString::number(qRound(100 * *share)))
                 : around;
}

} // namespace

QString placeText(TaskMonitor &monitor)
{
    const TaskFeed &feed = monitor.feed();
    if (!feed.hasPage())
        return {};
    const auto total = monitor.totalBesideList();
    const ListPlace place = placeIn(feed, total);
    if (place.rows == 0)
        return total ? Texts::tr("0 of %1").arg(format::count(*total)) : QString();
    const QString where = place.first > 0 && place.rows == 1 ? format::number(place.first)
        : place.first > 0
        ? Texts::tr("%1–%2").arg(format::number(place.first), format::number(place.first + place.rows - 1))
        : place.created ? aroundText(monitor, *place.created)
                        : Texts::tr("%Ln visible", nullptr, int(place.rows));
    return total ? Texts::tr("%1 of %2").arg(where, format::count(*total)) : where;
}

} // namespace watchbill
