// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "live/viewcountsreading.h"

#include "filter/timesinzone.h"
#include "live/taskmonitor.h"
#include "service/taskservice.h"

#include <algorithm>

namespace watchbill {

ViewCountsReading::ViewCountsReading(ReadingSchedule &schedule, TaskMonitor &monitor)
    : AnyReading(schedule)
    , m_monitor(monitor)
{
}

void ViewCountsReading::setQuestions(const QVector<Question> &questions)
{
    QVector<Counted> counted;
    for (const Question &question : questions) {
        const bool isTwice = std::any_of(counted.begin(), counted.end(),
                                         [&](const Counted &one) { return one.question == question; });
        const Counted *known = find(question);
        if (!isTwice)
            counted += known ? *known : Counted{question};
    }
    m_counted = counted;
    read();
}

ViewCountsReading::Counted *ViewCountsReading::find(const Question &question)
{
    const auto found = std::find_if(m_counted.begin(), m_counted.end(),
                                    [&](const Counted &one) { return one.question == question; });
    return found == m_counted.end() ? nullptr : &*found;
}

std::optional<Count> ViewCountsReading::countOf(const Question &question) const
{
    for (const Counted &one : m_counted) {
        if (one.question == question)
            return one.count;
    }
    return std::nullopt;
}

bool ViewCountsReading::isAnswered() const
{
    return std::all_of(m_counted.begin(), m_counted.end(), [](const Counted &one) { return one.isAnswered; });
}

void ViewCountsReading::read()
{
    if (m_isReading || m_monitor.state() != TaskMonitor::State::Live)
        return;
    const auto next = std::find_if(m_counted.begin(), m_counted.end(),
                                   [](const Counted &one) { return one.pace.allows(); });
    if (next == m_counted.end())
        return;
    m_isReading = true;
    next->pace.begin();
    onLatest(m_monitor.service().countMatching(filterOf(next->question)), this, m_latest,
             [this, question = next->question](const Result<std::optional<Count>> &count) {
                 m_isReading = false;
                 take(question, count);
             });
}

TaskFilter ViewCountsReading::filterOf(const Question &question) const
{
    return question.zone ? filter::timesInZone(question.filter, m_monitor.serverNow(), *question.zone)
                         : question.filter;
}

// After an error it is tried again in its time.
void ViewCountsReading::take(const Question &question, const Result<std::optional<Count>> &count)
{
    if (Counted *counted = find(question)) {
        counted->pace.end();
        counted->isAnswered = true;
        if (count)
            counted->count = *count;
        Q_EMIT changed();
    }
    if (count)
        read();
}

void ViewCountsReading::expire()
{
    for (Counted &one : m_counted)
        one.pace.reset();
}

void ViewCountsReading::forget()
{
    m_latest.drop();
    m_isReading = false;
    for (Counted &one : m_counted)
        one = Counted{one.question};
    Q_EMIT changed();
}

} // namespace watchbill
