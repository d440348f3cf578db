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

/// Task counts for filters other than the list's, such as those of saved views. They are counted rarely and one at a
/// time, so that requests that the user waits for come first.
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

    /// Sets what to count from now on. Earlier results are kept.
    void setQuestions(const QVector<Question> &questions);

    /// Nothing if not counted yet, or too much to count.
    std::optional<Count> countOf(const Question &question) const;

    /// Whether each question had an answer, be it an error.
    bool isAnswered() const;

    void read() override;
    void expire() override;
    void forget() override;

private:
    struct Counted
    {
        Question question;
        std::optional<Count> count = {};
        bool isAnswered = false;
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
