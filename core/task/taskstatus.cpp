// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "task/taskstatus.h"

#include <algorithm>
#include <array>

namespace watchbill {

namespace {

struct Word
{
    TaskStatus::Kind kind;
    QLatin1StringView text;
};

constexpr std::array words{
    Word{TaskStatus::Kind::Pending, QLatin1StringView("pending")},
    Word{TaskStatus::Kind::Processing, QLatin1StringView("processing")},
    Word{TaskStatus::Kind::Completed, QLatin1StringView("completed")},
    Word{TaskStatus::Kind::Failed, QLatin1StringView("failed")},
};

} // namespace

TaskStatus::TaskStatus(Kind kind)
    : m_kind(kind)
    , m_isNull(false)
{
    for (const Word &word : words) {
        if (word.kind == kind)
            m_text = word.text;
    }
}

TaskStatus TaskStatus::fromText(const QString &text)
{
    const auto word =
        std::find_if(words.begin(), words.end(), [&](const Word &one) { return one.text == text; });
    TaskStatus status;
    if (word != words.end())
        status.m_kind = word->kind;
    status.m_text = text;
    status.m_isNull = false;
    return status;
}

} // namespace watchbill
