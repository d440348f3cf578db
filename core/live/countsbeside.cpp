// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "live/countsbeside.h"

#include "live/taskfeed.h"

#include <QMap>

#include <algorithm>

namespace watchbill {

namespace {

QMap<FieldValue, qint64> loadedByStatus(const TaskWindow &window)
{
    QMap<FieldValue, qint64> loaded;
    for (const WindowRow &row : window.rows()) {
        if (row.presence == WindowRow::Presence::Listed)
            ++loaded[row.task.status.value()];
    }
    return loaded;
}

bool matches(const ValueSet &filter, const FieldValue &value)
{
    return filter.isEmpty() || filter.contains(value) != filter.excluded;
}

} // namespace

StatusCounts countsBeside(const TaskFeed &feed, StatusCounts counted)
{
    QMap<FieldValue, qint64> loaded = loadedByStatus(feed.window());
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
    total.value = std::max<qint64>(total.value, feed.window().listedSize() + feed.newer());
    return total;
}

} // namespace watchbill
