// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/taskerror.h"

#include <chrono>

namespace watchbill {

/// Whether and when to try again after a lost connection: the one rule for everything that reconnects automatically.
class ReconnectPolicy
{
public:
    /// Whether trying again a little later may succeed.
    static bool isWorthRetrying(const TaskError &error);

    /// How long to wait before the next attempt: about a second at first, twice as long after each failed attempt, at
    /// most 15 s. A jitter keeps many programs from reconnecting at the same moment.
    std::chrono::milliseconds nextDelay();

    /// Whether attempts were made since the last success.
    bool isRetrying() const { return m_attempts > 0; }

    void succeeded() { m_attempts = 0; }

private:
    int m_attempts = 0; // failed in a row
};

} // namespace watchbill
