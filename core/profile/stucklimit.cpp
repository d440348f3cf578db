// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "profile/stucklimit.h"

#include "task/taskduration.h"

#include <QSettings>
#include <QVariant>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace watchbill::stucklimit {

namespace {

const QString windowsSettings = u"watchbill"_s; // and their organisation's name

} // namespace

const QString key = u"tasks/stuckAfterMinutes"_s;

std::chrono::minutes from(const QVariant &stored)
{
    const std::chrono::minutes limit(stored.toInt());
    return limit.count() > 0 ? std::min(limit, longest) : standardStuckAfter;
}

std::chrono::minutes chosen()
{
    return from(QSettings(windowsSettings, windowsSettings).value(key));
}

} // namespace watchbill::stucklimit
