// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/taskerror.h"

#include <QTimeZone>

#include <optional>

namespace watchbill {

/// The time zone in which times are shown and read, in the whole program, as QLocale is its language: the system's, unless
/// another one was set. Safe to call from any thread.
QTimeZone shownZone();
void setShownZone(const std::optional<QTimeZone> &zone);

/// A zone by its IANA id, such as Europe/Berlin or UTC. InvalidInput for what this computer does not know.
Result<QTimeZone> zoneFromText(const QString &id);

} // namespace watchbill
