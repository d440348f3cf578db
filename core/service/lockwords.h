// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "service/lockholder.h"

namespace watchbill {

/// Who holds the lock that is waited for, since when and with what, in one sentence. `since` is the holder's as the program
/// writes times; empty if it is not known.
QString aboutLock(const LockHolder &holder, const QString &since);

} // namespace watchbill
