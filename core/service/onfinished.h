// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/latest.h"

#include <QFuture>
#include <QFutureWatcher>
#include <QObject>

#include <type_traits>
#include <utility>

namespace watchbill {

/// Calls `function` with the future's result, in the receiver's thread; never, if the receiver is
/// destroyed first. A function that takes the result as T && gets it moved out of the future, of which it must be the only
/// receiver. (QFuture::then with a context looks at the context from the worker's thread in
/// Qt 6.4: a race.)
template<typename T, typename Function>
void onFinished(const QFuture<T> &future, QObject *receiver, Function function)
{
    auto *watcher = new QFutureWatcher<T>(receiver);
    QObject::connect(watcher, &QFutureWatcherBase::finished, receiver,
                     [watcher, function = std::move(function)]() mutable {
                         watcher->deleteLater();
                         if (watcher->future().resultCount() == 0)
                             return;
                         if constexpr (std::is_invocable_v<Function &, const T &>)
                             function(watcher->result());
                         else
                             function(watcher->future().takeResult());
                     });
    watcher->setFuture(future);
}

/// Like onFinished(), but drops a stale answer: one after which another request was made with the same `latest`, which
/// belongs to the receiver.
template<typename T, typename Function>
void onLatest(const QFuture<T> &future, QObject *receiver, Latest &latest, Function function)
{
    if constexpr (std::is_invocable_v<Function &, const T &>)
        onFinished(future, receiver,
                   [&latest, token = latest.next(), function = std::move(function)](const T &result) mutable {
                       if (latest.isLatest(token))
                           function(result);
                   });
    else
        onFinished(future, receiver,
                   [&latest, token = latest.next(), function = std::move(function)](T &&result) mutable {
                       if (latest.isLatest(token))
                           function(std::move(result));
                   });
}

} // namespace watchbill
