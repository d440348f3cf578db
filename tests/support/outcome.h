// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "await.h"
#include "task/taskerror.h"

#include <type_traits>

namespace watchbill {

/// How a request went, in a word: "fine", or the error's kind, such as "NotFound".
template<typename T>
QString outcomeOf(const Result<T> &result)
{
    return result ? QStringLiteral("fine") : toText(result.error().kind);
}

template<typename T>
QString outcomeOf(const QFuture<Result<T>> &future)
{
    return outcomeOf(await(future));
}

/// The answer of a request without which the test cannot go on: an error ends the test program.
template<typename T>
T success(const QFuture<Result<T>> &future)
{
    const Result<T> result = await(future);
    if (!result)
        qFatal("%s: %s", qPrintable(outcomeOf(result)), qPrintable(result.error().message));
    if constexpr (!std::is_void_v<T>)
        return *result;
}

/// The error's own words; empty if there is none.
template<typename T>
QByteArray wordsOf(const Result<T> &result)
{
    return result ? QByteArray()
                  : (outcomeOf(result) + QLatin1StringView(": ") + result.error().message).toUtf8();
}

} // namespace watchbill

/// Fails the test with the error's own words.
#define VERIFY_FINE(result) QVERIFY2(result, watchbill::wordsOf(result).constData())
