// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "postgres/reconnectpolicy.h"

#include <QRandomGenerator>

#include <algorithm>

using namespace std::chrono_literals;

namespace watchbill {

bool ReconnectPolicy::isWorthRetrying(const TaskError &error)
{
    using Kind = TaskError::Kind;
    // A standby gives up a query that is in the way of what comes from the primary: a Conflict.
    return error.kind == Kind::Connection || error.kind == Kind::Timeout || error.kind == Kind::Cancelled
        || error.kind == Kind::Conflict;
}

std::chrono::milliseconds ReconnectPolicy::nextDelay()
{
    constexpr std::chrono::milliseconds longest = 15s;
    const std::chrono::milliseconds delay =
        std::min(std::chrono::milliseconds(1s) * (1 << std::min(m_attempts, 5)), longest);
    ++m_attempts;
    return delay * QRandomGenerator::global()->bounded(80, 121) / 100;
}

} // namespace watchbill
