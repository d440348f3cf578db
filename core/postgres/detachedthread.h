// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <chrono>
#include <functional>

/// Threads that are not joined, as libpq may block them indefinitely: while it resolves a host name, or on a
/// server that accepts data but never answers.
namespace watchbill::detachedthread {

/// Runs the function on a thread of its own. It must own, or share, all that it uses.
void start(std::function<void()> function);

/// Waits until all of them are over, but no longer than that; whether they are. What a program does last: what
/// is torn down when main() returns must not be met by a thread that comes back just then.
bool waitForAll(std::chrono::milliseconds longest);

} // namespace watchbill::detachedthread
