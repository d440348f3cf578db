// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QVector>

#include <functional>

namespace watchbill::bench {

/// Every figure is the median of this many runs.
inline constexpr int runs = 5;

double median(QVector<double> values);

/// How long it takes, in milliseconds.
double milliseconds(const std::function<void()> &work);

struct Pair
{
    double value = 0;
    double baseline = 0;
};

/// Two ways to do the same, by turns, so that what disturbs the machine disturbs both; in milliseconds.
/// Each is done once before, unmeasured. `each` repetitions make one run of what is too short to be timed.
Pair compare(const std::function<void()> &ours, const std::function<void()> &baseline, int each = 1);

/// The median of what several calls return.
double medianOf(const std::function<double()> &measure);

} // namespace watchbill::bench
