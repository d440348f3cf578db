// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace watchbill {

class RefreshScheduler;

/// How often the list is refreshed, in sentences: what was chosen, and the pace of now with its reason if that is
/// another.
QString paceText(const RefreshScheduler &scheduler);

/// Whether the refreshes come at another pace than was chosen.
bool isOutOfPace(const RefreshScheduler &scheduler);

} // namespace watchbill
