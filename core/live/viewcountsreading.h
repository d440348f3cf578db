// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "live/reading.h"
#include "live/readingpace.h"
#include "task/latest.h"
#include "task/statuscounts.h"

#include <QTimeZone>
#include <QVector>

#include <optional>

namespace watchbill {

class TaskMonitor;

/// How many tasks other filters than the list's would find, such as those of saved views. They are counted seldom, and
/// one after the other, so that what a person waits for gets in between.
class ViewCountsReading : public AnyReading
{
public:
    ViewCountsReading(ReadingSchedule &schedule, TaskMonitor &monitor);

    struct Question
    {
        TaskFilter filter;
        std::optional<QTimeZone> zone; // in which its times are; none: in the shown one

        bool operator==(const Question &) const = default;
    };

    /// What to count from now on. What was counted before keeps its number.
    void setQuestions(const QVector<Question> &questions);

    /// Nothing if it is not known, or was too much to count.
    std::optional<Count> countOf(const Question &question) const;

    void read() override;
    void forget() override;

private:
    struct Counted
    {
        Question question;
        std::optional<Count> count = {};
        ReadingPace pace{100, std::chrono::seconds(30)}; // 1 % of the server's time at most
    };

    Counted *find(const Question &question);
    TaskFilter filterOf(const Question &question) const;
    void take(const Question &question, const Result<std::optional<Count>> &count);

    TaskMonitor &m_monitor;
    QVector<Counted> m_counted;
    Latest m_latest;
    bool m_isReading = false;
};

} // namespace watchbill
