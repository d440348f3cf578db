// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "settings/preferences.h"

#include "live/refreshscheduler.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace watchbill {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds longestInterval = 60s;

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

} // namespace

Preferences::Preferences()
    : interval(u"refresh/milliseconds"_s, RefreshScheduler::defaultInterval, {writeInterval, readInterval})
    , scheme(u"window/theme"_s, theme::Scheme::System, {writeScheme, readScheme})
    , hasTimeline(u"window/timeline"_s, true,
                  {[](const bool &is) { return QVariant(is); },
                   [](const QVariant &stored) { return stored.toBool(); }})
{
}

} // namespace watchbill
