// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "journal/journallimits.h"

#include <QSettings>
#include <QVariant>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

const QString windowsName = u"watchbill"_s; // and its organisation's: they name the settings

// A value that is not a number must not count as missing: that would drop the journal.
int numberFrom(const QVariant &stored, int standard, int most)
{
    bool isNumber = false;
    const int number = stored.toInt(&isNumber);
    return isNumber && number > 0 ? std::min(number, most) : standard;
}

} // namespace

const QString JournalLimits::daysKey = u"journal/days"_s;
const QString JournalLimits::megabytesKey = u"journal/megabytes"_s;

int JournalLimits::daysFrom(const QVariant &stored)
{
    return numberFrom(stored, JournalLimits().days, mostDays);
}

int JournalLimits::megabytesFrom(const QVariant &stored)
{
    return numberFrom(stored, JournalLimits().megabytes, mostMegabytes);
}

JournalLimits JournalLimits::chosen()
{
    const QSettings settings(windowsName, windowsName);
    return {daysFrom(settings.value(daysKey)), megabytesFrom(settings.value(megabytesKey))};
}

} // namespace watchbill
