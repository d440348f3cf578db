// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/taskquery.h"

#include <QString>
#include <QVector>

namespace watchbill {

/// A number of rows and how far it can be trusted.
struct Count
{
    enum class Precision {
        Exact,
        Estimate, // by the planner's statistics: shown with ≈
        AtLeast, // counting stopped there
    };

    qint64 value = 0;
    Precision precision = Precision::Exact;

    bool operator==(const Count &) const = default;
};

struct StatusCount
{
    FieldValue status;
    Count count;

    bool operator==(const StatusCount &) const = default;
};

/// How many tasks there are in each status that the table holds, by the words' order, NULL last.
struct StatusCounts
{
    QVector<StatusCount> statuses;

    /// The sum; as exact as the least exact part.
    Count total() const;

    /// The sum over the statuses of a filter.
    Count matching(const ValueSet &filter) const;

    bool operator==(const StatusCounts &) const = default;
};

inline Count StatusCounts::total() const
{
    Count sum;
    for (const StatusCount &one : statuses) {
        sum.value += one.count.value;
        if (one.count.precision == Count::Precision::AtLeast)
            sum.precision = Count::Precision::AtLeast;
        else if (one.count.precision == Count::Precision::Estimate
                 && sum.precision == Count::Precision::Exact)
            sum.precision = Count::Precision::Estimate;
    }
    return sum;
}

inline Count StatusCounts::matching(const ValueSet &filter) const
{
    StatusCounts chosen;
    for (const StatusCount &one : statuses) {
        if (filter.isEmpty() || filter.contains(one.status) != filter.excluded)
            chosen.statuses += one;
    }
    return chosen.total();
}

} // namespace watchbill
