// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "service/taskrequests.h"

#include <QCoreApplication>

#include <algorithm>

namespace watchbill {

namespace {

constexpr std::chrono::milliseconds longestAside = std::chrono::seconds(10);

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::TaskRequests)
};

} // namespace

TaskRequests::TaskRequests(const ConnectionProfile &profileToUse)
    : profile(profileToUse)
    , opened(std::make_shared<OpenedSession>(profile))
{
}

std::chrono::milliseconds TaskRequests::asideLimit() const
{
    return std::min<std::chrono::milliseconds>(longestAside, profile.timeLimit);
}

TaskError TaskRequests::notConnected()
{
    return {TaskError::Kind::Connection, Text::tr("Not connected yet."), {}, {}};
}

} // namespace watchbill
