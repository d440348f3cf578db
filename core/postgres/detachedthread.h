// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <chrono>
#include <functional>

/// Threads that are not joined, as libpq may block them indefinitely: while it resolves a host name, or on a
/// server that accepts data but never answers.
namespace watchbill::detachedthread {

/// Runs the function on a thread of its own. The function must own, or share, all that it uses.
void start(std::function<void()> function);

/// Waits for all threads, up to a limit; returns whether they ended. Call it last in main(), so that no thread runs
/// during static destruction.
bool waitForAll(std::chrono::milliseconds longest);

} // namespace watchbill::detachedthread
