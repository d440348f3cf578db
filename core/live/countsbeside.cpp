// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "live/countsbeside.h"

#include "live/taskfeed.h"

#include <QMap>

#include <algorithm>
#include <utility>

namespace watchbill {

namespace {

// Asked several times for each answer, and while the list is scrolled. A list has few statuses.
QMap<FieldValue, qint64> loadedByStatus(const LoadedRows &shown)
{
    QVector<std::pair<const TaskStatus *, qint64>> numbers;
    for (const LoadedRow &row : shown.rows()) {
        if (row.presence != LoadedRow::Presence::Listed)
            continue;
        const TaskStatus &status = row.task.status;
        const auto known = std::find_if(numbers.begin(), numbers.end(), [&](const auto &one) {
            return one.first->isNull() == status.isNull() && one.first->toText() == status.toText();
        });
        if (known == numbers.end())
            numbers.append({&status, 1});
        else
            ++known->second;
    }
    QMap<FieldValue, qint64> loaded;
    for (const auto &[status, number] : std::as_const(numbers))
        loaded.insert(status->value(), number);
    return loaded;
}

bool matches(const ValueSet &filter, const FieldValue &value)
{
    return filter.isEmpty() || filter.contains(value) != filter.excluded;
}

} // namespace

StatusCounts countsBeside(const TaskFeed &feed, StatusCounts counted)
{
    QMap<FieldValue, qint64> loaded = loadedByStatus(feed.loaded());
    const ValueSet &filter = feed.shownQuery().filter.statuses;
    for (StatusCount &one : counted.statuses) {
        const qint64 here = loaded.take(one.status);
        if (feed.isWhole() && matches(filter, one.status))
            one.count = {here, Count::Precision::Exact};
        else
            one.count.value = std::max(one.count.value, here);
    }
    for (auto one = loaded.cbegin(); one != loaded.cend(); ++one)
        counted.statuses += StatusCount{one.key(), {one.value(), Count::Precision::Exact}};
    return counted;
}

Count totalBeside(const TaskFeed &feed, const StatusCounts &counts)
{
    Count total = counts.matching(feed.shownQuery().filter.statuses);
    total.value = std::max<qint64>(total.value, feed.loaded().listedSize() + feed.newer());
    return total;
}

} // namespace watchbill
