// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/shownzone.h"
#include "task/taskquery.h"
#include "task/timestamp.h"

#include <QVector>

#include <optional>

namespace watchbill {

/// A time range from a start to an end, which is not included.
struct TimeRange
{
    Timestamp from;
    Timestamp until;

    qint64 span() const; // microseconds; of more than fit, the largest number
    bool contains(Timestamp time) const { return from <= time && time < until; }
    bool operator==(const TimeRange &) const = default;
};

/// How many tasks were created when, in each status. Tasks without a time of creation, or with an infinite one, are not
/// counted.
struct TimeHistogram
{
    struct Part
    {
        FieldValue status;
        QVector<qint64> numbers; // one for each step

        bool operator==(const Part &) const = default;
    };

    QVector<Timestamp>
        edges; // where the steps begin, and where the last one ends; empty if there are no tasks
    QVector<Part> parts; // in the order of the statuses' texts, NULL last
    bool isEstimate = false; // the numbers are of a sample, multiplied

    bool isEmpty() const { return edges.isEmpty(); }
    qsizetype steps() const { return std::max<qsizetype>(edges.size() - 1, 0); }
    TimeRange range() const { return {edges.first(), edges.last()}; }

    /// The sum of all statuses in one step.
    qint64 number(qsizetype step) const;

    /// The sum of all statuses from that time on; a step that it cuts counts in proportion.
    double numberSince(Timestamp time) const;

    bool operator==(const TimeHistogram &) const = default;
};

/// A request for the histogram of the matching tasks, in at most this many steps. Without a range, of all creation times.
struct HistogramRequest
{
    TaskFilter filter;
    std::optional<TimeRange> range = {}; // of finite times
    int steps = 120;

    bool operator==(const HistogramRequest &) const = default;
};

/// The edges of the steps, at most this many, that cover a range of finite times. A step is one or more seconds, minutes or
/// hours, or days, weeks, months or years of that zone's calendar.
QVector<Timestamp> histogramEdges(const TimeRange &range, int most, const QTimeZone &zone = shownZone());

} // namespace watchbill
