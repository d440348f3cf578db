// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QEventLoop>
#include <QFuture>
#include <QFutureWatcher>
#include <QTimer>

#include <chrono>

namespace watchbill {

/// Far beyond what anything takes: a test that waits so long is a test that failed.
inline constexpr std::chrono::seconds patience{60};

/// The future's result, as soon as it is there; events are handled meanwhile. If it does not come, the
/// test program ends.
template<typename T>
T await(const QFuture<T> &future)
{
    if (!future.isFinished()) {
        QEventLoop loop;
        QFutureWatcher<T> watcher;
        QObject::connect(&watcher, &QFutureWatcherBase::finished, &loop, &QEventLoop::quit);
        watcher.setFuture(future);
        QTimer::singleShot(patience, &loop, [] { qFatal("An answer did not come in time."); });
        loop.exec();
    }
    if (future.resultCount() == 0)
        qFatal("A future finished without a result.");
    return future.result();
}

} // namespace watchbill
