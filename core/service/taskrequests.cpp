// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "service/taskrequests.h"

#include "service/untouchedtask.h"
#include "task/sentences.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

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

TaskError TaskRequests::refused(const TaskError &error, const TaskSource &source,
                                std::chrono::milliseconds limit)
{
    TaskError explained = untouchedtask::refused(error, source);
    if (explained.kind == TaskError::Kind::Timeout)
        explained.message = joinSentences(
            {explained.message, Text::tr("The time limit here is %1 s.").arg(limit.count() / 1'000)});
    return explained;
}

} // namespace watchbill
