// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "journal/journal.h"

#include <QFuture>
#include <QPromise>
#include <QThreadPool>

#include <chrono>
#include <type_traits>

namespace watchbill {

/// How long to wait while other programs write the journal: with a person waiting, and in the background.
constexpr std::chrono::milliseconds briefWait{500};
constexpr std::chrono::milliseconds longWait{10'000};

/// Opens the journal and calls work(Journal &), which returns a Result, on a thread of the application's pool, so that no
/// window waits for a disk or another program. The program ends only after it.
template<typename Work>
auto withJournal(const QString &file, std::chrono::milliseconds wait, Work work)
    -> QFuture<std::invoke_result_t<Work, Journal &>>
{
    using Answer = std::invoke_result_t<Work, Journal &>;
    const auto promise = std::make_shared<QPromise<Answer>>();
    promise->start();
    QThreadPool::globalInstance()->start([=] {
        const auto journal = Journal::open(file, wait);
        promise->addResult(journal ? work(**journal) : Answer(Failure(journal.error())));
        promise->finish();
    });
    return promise->future();
}

} // namespace watchbill
