// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "task/shownzone.h"

#include <QCoreApplication>

#include <mutex>

namespace watchbill {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::ShownZone)
};

struct Choice
{
    std::mutex mutex;
    std::optional<QTimeZone> zone;
};

Choice &choice()
{
    static Choice choice;
    return choice;
}

} // namespace

QTimeZone shownZone()
{
    const std::lock_guard lock(choice().mutex);
    return choice().zone.value_or(QTimeZone::systemTimeZone());
}

void setShownZone(const std::optional<QTimeZone> &zone)
{
    const std::lock_guard lock(choice().mutex);
    choice().zone = zone;
}

Result<QTimeZone> zoneFromText(const QString &id)
{
    if (!QTimeZone::isTimeZoneIdAvailable(id.toLatin1()))
        return failure(TaskError::Kind::InvalidInput,
                       Texts::tr("Unknown time zone “%1”. Use one such as Europe/Berlin or UTC.").arg(id));
    return QTimeZone(id.toLatin1());
}

} // namespace watchbill
