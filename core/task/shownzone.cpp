// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "task/shownzone.h"

#include <mutex>

namespace watchbill {

namespace {

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

} // namespace watchbill
