// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/statuscounts.h"
#include "task/timehistogram.h"

#include <optional>

namespace watchbill {

class TaskFeed;

/// Where the visible rows are in the whole list.
struct ListPlace
{
    qint64 rows = 0; // visible, of those that are listed
    qint64 first = 0; // the number of the first of them, from 1 on; 0 where it is not known
    std::optional<TimeRange> created; // when they were created, where the list is in that order

    bool operator==(const ListPlace &) const = default;
};

/// Counted from the start, or from the end where the total is known exactly.
ListPlace placeIn(const TaskFeed &feed, const std::optional<Count> &total);

/// The share of the list that comes before a time in its order, from 0 to 1, by the histogram of its filter. Nothing if
/// the histogram does not show it.
std::optional<double> shareBefore(Timestamp time, Qt::SortOrder order, const TimeHistogram &histogram,
                                  const std::optional<TimeRange> &chosen);

} // namespace watchbill
