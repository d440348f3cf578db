// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QRandomGenerator>

#include <algorithm>
#include <chrono>

namespace watchbill {

/// How long to wait before trying to connect again, after so many attempts in vain: doubles up to 15 s. The
/// jitter keeps many windows from coming back in the same moment.
inline std::chrono::milliseconds reconnectDelay(int attempts)
{
    constexpr std::chrono::milliseconds first(1'000);
    constexpr std::chrono::milliseconds longest(15'000);
    const std::chrono::milliseconds delay = std::min(first * (1 << std::min(attempts, 5)), longest);
    return delay * QRandomGenerator::global()->bounded(80, 121) / 100;
}

} // namespace watchbill
