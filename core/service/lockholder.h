// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/timestamp.h"

#include <QString>

#include <optional>

namespace watchbill {

/// A session that holds a lock for which another one waits.
struct LockHolder
{
    int pid = 0;
    QString user; // empty if this login may not see it, as the following
    QString application;
    std::optional<Timestamp> since; // of its transaction
    QString query; // its beginning; the last one, if it does nothing now

    bool operator==(const LockHolder &) const = default;
};

} // namespace watchbill
