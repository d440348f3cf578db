// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "live/selectionsummary.h"

#include "live/taskmonitor.h"
#include "task/errorkind.h"
#include "task/taskduration.h"

#include <QHash>
#include <QMap>

#include <algorithm>

namespace watchbill {

namespace {

using Numbers = QMap<FieldValue, qint64>;

ValueCounts mostFrequentFirst(const Numbers &numbers)
{
    ValueCounts counts;
    Count total;
    for (auto one = numbers.cbegin(); one != numbers.cend(); ++one) {
        counts.values += ValueCount{one.key(), {one.value(), Count::Precision::Exact}};
        total.value += one.value();
    }
    std::stable_sort(counts.values.begin(), counts.values.end(),
                     [](const ValueCount &a, const ValueCount &b) { return a.count.value > b.count.value; });
    counts.total = total;
    counts.isWhole = true;
    return counts;
}

// Many tasks fail with the very same words.
class ErrorKinds
{
public:
    void add(const QString &message)
    {
        auto kind = m_kinds.find(message);
        if (kind == m_kinds.end())
            kind = m_kinds.insert(message, errorKind(message));
        if (!kind->isEmpty())
            ++m_numbers[*kind];
    }

    const Numbers &numbers() const { return m_numbers; }

private:
    QHash<QString, QString> m_kinds; // by message
    Numbers m_numbers;
};

void widen(std::optional<SelectionSummary::Span> &span, const std::optional<Timestamp> &time)
{
    if (!time || !time->isFinite())
        return;
    if (!span)
        span = {*time, *time};
    span->oldest = std::min(span->oldest, *time);
    span->newest = std::max(span->newest, *time);
}

// The counters have the values that the filter leaves out, too.
std::optional<ValueCounts> within(std::optional<ValueCounts> counts, const ValueSet &filter)
{
    if (!counts || filter.isEmpty())
        return counts;
    counts->values.removeIf(
        [&](const ValueCount &one) { return filter.contains(one.value) == filter.excluded; });
    counts->total.reset();
    return counts;
}

ValueCounts of(const StatusCounts &statuses, const ValueSet &filter)
{
    ValueCounts counts;
    for (const StatusCount &one : statuses.statuses) {
        if (one.count.value > 0)
            counts.values += ValueCount{one.status, one.count};
    }
    std::stable_sort(counts.values.begin(), counts.values.end(),
                     [](const ValueCount &a, const ValueCount &b) { return a.count.value > b.count.value; });
    counts.isWhole = true;
    return *within(counts, filter);
}

} // namespace

SelectionSummary summaryOf(const QVector<Task> &tasks, Timestamp now)
{
    Numbers statuses;
    Numbers types;
    Numbers users;
    ErrorKinds errors;
    SelectionSummary summary;
    for (const Task &task : tasks) {
        ++statuses[task.status.value()];
        ++types[task.type];
        ++users[task.userId ? FieldValue(task.userId->toText()) : std::nullopt];
        if (task.errorMessage)
            errors.add(*task.errorMessage);
        widen(summary.created, task.createdAt);
        if (const auto duration = taskDuration(task, now))
            summary.longest = std::max(summary.longest.value_or(*duration), *duration);
    }
    summary.statuses = mostFrequentFirst(statuses);
    summary.types = mostFrequentFirst(types);
    summary.users = mostFrequentFirst(users);
    summary.errors = mostFrequentFirst(errors.numbers());
    return summary;
}

SelectionSummary summaryOfEverything(TaskMonitor &monitor)
{
    const TaskFeed &feed = monitor.feed();
    if (feed.isWhole()) {
        QVector<Task> tasks;
        for (const LoadedRow &row : feed.loaded().rows()) {
            if (row.presence == LoadedRow::Presence::Listed)
                tasks += row.task;
        }
        return summaryOf(tasks, monitor.knownUntil());
    }
    const TaskFilter &filter = feed.shownQuery().filter;
    SelectionSummary summary;
    if (const auto counts = monitor.countsBesideList())
        summary.statuses = of(*counts, filter.statuses);
    summary.types = within(monitor.typeCounts().present(), filter.types);
    // A user may be asked for by the first characters, and the counters' names are whole.
    if (filter.users.isEmpty())
        summary.users = monitor.userCounts().present();
    return summary;
}

} // namespace watchbill
