// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "live/listplace.h"

#include "live/taskfeed.h"

#include <algorithm>

namespace watchbill {

namespace {

bool isListed(const LoadedRow &row)
{
    return row.presence == LoadedRow::Presence::Listed;
}

} // namespace

ListPlace placeIn(const TaskFeed &feed, const std::optional<Count> &total)
{
    const LoadedRows &loaded = feed.loaded();
    const auto &rows = loaded.rows();
    const int first = std::clamp(feed.viewport().first, 0, loaded.size());
    const int end = std::clamp(feed.viewport().last + 1, first, loaded.size());
    const auto begin = rows.begin();

    ListPlace place;
    place.rows = std::count_if(begin + first, begin + end, isListed);
    const auto listedBefore = std::count_if(begin, begin + first, isListed);
    if (loaded.reachedStart())
        place.first = feed.newer() + listedBefore + 1;
    else if (loaded.reachedEnd() && total && total->precision == Count::Precision::Exact)
        place.first = std::max<qint64>(total->value - loaded.listedSize() + listedBefore + 1, 0);
    if (feed.shownQuery().sort.field != TaskField::CreatedAt)
        return place;
    for (int row = first; row < end; ++row) {
        const auto &created = rows[row].task.createdAt;
        if (!isListed(rows[row]) || !created || !created->isFinite())
            continue;
        if (!place.created)
            place.created = TimeRange{*created, *created};
        place.created->from = std::min(place.created->from, *created);
        place.created->until = std::max(place.created->until, *created);
    }
    return place;
}

std::optional<double> shareBefore(Timestamp time, Qt::SortOrder order, const TimeHistogram &histogram,
                                  const std::optional<TimeRange> &chosen)
{
    if (histogram.isEmpty())
        return std::nullopt;
    const TimeRange range = chosen.value_or(histogram.range());
    const double after = histogram.numberSince(range.until);
    const double total = histogram.numberSince(range.from) - after;
    if (total <= 0)
        return std::nullopt;
    const double newer = std::clamp((histogram.numberSince(time) - after) / total, 0.0, 1.0);
    return order == Qt::DescendingOrder ? newer : 1 - newer;
}

} // namespace watchbill
