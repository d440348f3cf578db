// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace watchbill {

class RefreshScheduler;

/// How often the list is refreshed, in sentences: the chosen interval and, if it differs, the current one with its
/// reason.
QString paceText(const RefreshScheduler &scheduler);

/// Whether the current interval differs from the chosen one.
bool isOutOfPace(const RefreshScheduler &scheduler);

} // namespace watchbill
