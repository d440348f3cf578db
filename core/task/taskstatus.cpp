// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "task/taskstatus.h"

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
{
    for (const Word &word : words) {
        if (word.kind == kind)
            m_text = word.text;
    }
}

TaskStatus TaskStatus::fromText(const QString &text)
{
    for (const Word &word : words) {
        if (word.text == text)
            return word.kind;
    }
    TaskStatus status;
    status.m_text = text;
    return status;
}

} // namespace watchbill
