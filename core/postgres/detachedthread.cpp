// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "postgres/detachedthread.h"

#include <QCoreApplication>

#include <condition_variable>
#include <list>
#include <mutex>
#include <thread>
#include <utility>

using namespace std::chrono_literals;

namespace watchbill::detachedthread {

namespace {

struct Threads
{
    std::mutex mutex;
    std::condition_variable changed;
    std::list<std::thread> running;
    std::list<std::thread> over; // finished together with their function; joined by the next caller

    // With the mutex held.
    void join()
    {
        for (std::thread &one : over)
            one.join();
        over.clear();
    }
};

// Never destroyed: the last thread may come back after everything else.
Threads &threads()
{
    static auto *const all = [] {
        // Qt's own parts are destroyed after the application object: threads that can end before that should.
        qAddPostRoutine([] { waitForAll(1s); });
        return new Threads;
    }();
    return *all;
}

} // namespace

void start(std::function<void()> function)
{
    Threads &all = threads();
    const std::lock_guard lock(all.mutex);
    all.join();
    const auto place = all.running.emplace(all.running.end());
    *place = std::thread([&all, place, function = std::move(function)]() mutable {
        function();
        function = {}; // what it shares goes before it counts as over
        const std::lock_guard ending(all.mutex);
        all.over.splice(all.over.end(), all.running, place);
        all.changed.notify_all();
    });
}

// Joined, not only told of: what libraries keep for a thread goes after its function.
bool waitForAll(std::chrono::milliseconds longest)
{
    Threads &all = threads();
    std::unique_lock lock(all.mutex);
    const bool isQuiet = all.changed.wait_for(lock, longest, [&] { return all.running.empty(); });
    all.join();
    return isQuiet;
}

} // namespace watchbill::detachedthread
