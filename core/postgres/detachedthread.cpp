// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "postgres/detachedthread.h"

#include <QCoreApplication>

#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

using namespace std::chrono_literals;

namespace watchbill::detachedthread {

namespace {

struct Running
{
    std::mutex mutex;
    std::condition_variable changed;
    int count = 0;
};

// Never destroyed: the last thread may come back after everything else.
Running &running()
{
    static auto *const all = [] {
        // Qt's own parts go when the application object has gone: whatever can end by then should.
        qAddPostRoutine([] { waitForAll(1s); });
        return new Running;
    }();
    return *all;
}

} // namespace

void start(std::function<void()> function)
{
    Running &all = running();
    {
        const std::lock_guard lock(all.mutex);
        ++all.count;
    }
    std::thread([&all, function = std::move(function)]() mutable {
        function();
        function = {}; // what it shares goes before it counts as over
        const std::lock_guard lock(all.mutex);
        --all.count;
        all.changed.notify_all();
    }).detach();
}

bool waitForAll(std::chrono::milliseconds longest)
{
    Running &all = running();
    std::unique_lock lock(all.mutex);
    return all.changed.wait_for(lock, longest, [&] { return all.count == 0; });
}

} // namespace watchbill::detachedthread
