// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "service/taskrequests.h"

#include <QCoreApplication>

#include <algorithm>

namespace watchbill {

namespace {

constexpr std::chrono::milliseconds longestAside = std::chrono::seconds(10);
constexpr std::chrono::milliseconds longestOnList = std::chrono::seconds(2);

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::TaskRequests)
};

} // namespace

TaskRequests::TaskRequests(const ConnectionProfile &profileToUse)
    : profile(profileToUse)
    , opened(std::make_shared<CurrentSession>(profile))
{
}

std::chrono::milliseconds TaskRequests::asideLimit() const
{
    // On the list's connection it must not wait for long.
    return std::min<std::chrono::milliseconds>(*hasOneConnection ? longestOnList : longestAside,
                                               profile.timeLimit);
}

bool TaskRequests::mayBeOfEarlierTable(const Connection &connection, const Session &known,
                                       const std::optional<TaskError> &error)
{
    using Kind = TaskError::Kind;
    const bool isOther = connection.watched() && *connection.watched() != known.catalogueState;
    if (!error)
        return isOther;
    if (cataloguestate::mayHaveChanged(*error))
        return true;
    const bool isOfLink = error->isOfSettings || error->kind == Kind::Connection
        || error->kind == Kind::Authentication || error->kind == Kind::Cancelled
        || error->kind == Kind::Timeout;
    const bool wasSent = error->kind != Kind::InvalidInput || !error->sqlState.isEmpty();
    return !isOfLink && wasSent && isOther;
}

// Asking takes the server as long as a small page does.
bool TaskRequests::Looks::takeTurn()
{
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    const auto last = m_last.load();
    return now - last >= shortestInterval && m_last.exchange(now) == last;
}

TaskError TaskRequests::notConnected()
{
    return {TaskError::Kind::Connection, Texts::tr("Not connected yet."), {}, {}};
}

} // namespace watchbill
