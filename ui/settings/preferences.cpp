// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "settings/preferences.h"

#include "journal/journallimits.h"
#include "live/refreshscheduler.h"
#include "profile/stucklimit.h"
#include "task/shownzone.h"
#include "task/taskduration.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace watchbill {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds longestInterval = 60s;

// Of the details, in pixels.
constexpr int leastRoom = 80;
constexpr int mostRoom = 4'000;

QVariant writeInterval(const milliseconds &interval)
{
    return qint64(interval.count());
}

milliseconds readInterval(const QVariant &stored)
{
    return std::clamp(milliseconds(stored.toLongLong()), 0ms, longestInterval);
}

QVariant writeScheme(const theme::Scheme &scheme)
{
    return scheme == theme::Scheme::Light ? u"light"_s
        : scheme == theme::Scheme::Dark   ? u"dark"_s
                                          : u"system"_s;
}

theme::Scheme readScheme(const QVariant &stored)
{
    const QString name = stored.toString();
    if (name == "light"_L1)
        return theme::Scheme::Light;
    return name == "dark"_L1 ? theme::Scheme::Dark : theme::Scheme::System;
}

QVariant writeZone(const QByteArray &id)
{
    return id;
}

// One that this system does not have is as good as none.
QByteArray readZone(const QVariant &stored)
{
    const QByteArray id = stored.toByteArray();
    return QTimeZone::isTimeZoneIdAvailable(id) ? id : QByteArray();
}

QVariant writeTimeStyle(const format::TimeStyle &style)
{
    return style == format::TimeStyle::Absolute ? u"times"_s
        : style == format::TimeStyle::Relative  ? u"ages"_s
                                                : u"mixed"_s;
}

format::TimeStyle readTimeStyle(const QVariant &stored)
{
    const QString name = stored.toString();
    if (name == "times"_L1)
        return format::TimeStyle::Absolute;
    return name == "ages"_L1 ? format::TimeStyle::Relative : format::TimeStyle::Mixed;
}

QVariant writeDateStyle(const format::DateStyle &style)
{
    return style == format::DateStyle::Regional ? u"regional"_s : u"iso"_s;
}

format::DateStyle readDateStyle(const QVariant &stored)
{
    return stored.toString() == "regional"_L1 ? format::DateStyle::Regional : format::DateStyle::Iso;
}

QVariant writeDensity(const Density &density)
{
    return density == Density::Compact ? u"compact"_s : u"normal"_s;
}

Density readDensity(const QVariant &stored)
{
    return stored.toString() == "compact"_L1 ? Density::Compact : Density::Normal;
}

QVariant writeNumber(const int &number)
{
    return number;
}

QVariant writeMinutes(const std::chrono::minutes &limit)
{
    return qint64(limit.count());
}

int readTypedAbove(const QVariant &stored)
{
    return std::clamp(stored.toInt(), 0, Preferences::mostTypedAbove);
}

QVariant writeFlag(const bool &is)
{
    return is;
}

bool readFlag(const QVariant &stored)
{
    return stored.toBool();
}

QVariant writeRowAction(const RowAction &action)
{
    return action == RowAction::CopyId       ? u"copyId"_s
        : action == RowAction::CopyForTicket ? u"copyForTicket"_s
                                             : u"details"_s;
}

RowAction readRowAction(const QVariant &stored)
{
    const QString name = stored.toString();
    if (name == "copyId"_L1)
        return RowAction::CopyId;
    return name == "copyForTicket"_L1 ? RowAction::CopyForTicket : RowAction::ShowDetails;
}

QVariant writePlace(const DetailPlace &place)
{
    return place == DetailPlace::Beside ? u"beside"_s
        : place == DetailPlace::Below   ? u"below"_s
                                        : u"automatic"_s;
}

DetailPlace readPlace(const QVariant &stored)
{
    const QString name = stored.toString();
    if (name == "beside"_L1)
        return DetailPlace::Beside;
    return name == "below"_L1 ? DetailPlace::Below : DetailPlace::Automatic;
}

int readRoom(const QVariant &stored)
{
    return std::clamp(stored.toInt(), leastRoom, mostRoom);
}

} // namespace

Preferences::Preferences()
    : interval(u"refresh/milliseconds"_s, RefreshScheduler::defaultInterval, {writeInterval, readInterval})
    , scheme(u"window/theme"_s, theme::Scheme::System, {writeScheme, readScheme})
    , hasTimeline(u"window/timeline"_s, true, {writeFlag, readFlag})
    , density(u"table/density"_s, Density::Normal, {writeDensity, readDensity})
    , hasFixedIds(u"table/fixedIds"_s, true, {writeFlag, readFlag})
    , rowAction(u"table/rowAction"_s, RowAction::ShowDetails, {writeRowAction, readRowAction})
    , detailPlace(u"details/place"_s, DetailPlace::Automatic, {writePlace, readPlace})
    , opensDetails(u"details/open"_s, true, {writeFlag, readFlag})
    , detailWidth(u"details/width"_s, 430, {writeNumber, readRoom})
    , detailHeight(u"details/height"_s, 206, {writeNumber, readRoom})
    , zone(u"times/zone"_s, {}, {writeZone, readZone})
    , timeStyle(u"times/style"_s, format::TimeStyle::Mixed, {writeTimeStyle, readTimeStyle})
    , dateStyle(u"times/dates"_s, format::DateStyle::Iso, {writeDateStyle, readDateStyle})
    , stuckAfter(stucklimit::key, standardStuckAfter, {writeMinutes, &stucklimit::from})
    , typedAbove(u"changes/typedAbove"_s, usualTypedAbove, {writeNumber, readTypedAbove})
    , journalDays(JournalLimits::daysKey, JournalLimits().days, {writeNumber, &JournalLimits::daysFrom})
    , journalMegabytes(JournalLimits::megabytesKey, JournalLimits().megabytes,
                       {writeNumber, &JournalLimits::megabytesFrom})
{
    applyTimes();
    setUsualStuckAfter(stuckAfter.value());
    QObject::connect(&stuckAfter, &AnyPreference::changed, &stuckAfter,
                     [this] { setUsualStuckAfter(stuckAfter.value()); });
    for (AnyPreference *preference : std::initializer_list<AnyPreference *>{&zone, &timeStyle, &dateStyle})
        QObject::connect(preference, &AnyPreference::changed, preference, [this] { applyTimes(); });
    QObject::connect(&scheme, &AnyPreference::changed, &scheme, [this] { theme::apply(scheme.value()); });
}

void Preferences::applyTimes() const
{
    const QTimeZone chosen(zone.value());
    setShownZone(chosen.isValid() ? std::optional(chosen) : std::nullopt);
    format::setTimeStyle(timeStyle.value());
    format::setDateStyle(dateStyle.value());
}

} // namespace watchbill
