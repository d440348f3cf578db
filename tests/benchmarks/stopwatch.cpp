// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "stopwatch.h"

#include <QElapsedTimer>

#include <algorithm>

namespace watchbill::bench {

double median(QVector<double> values)
{
    std::sort(values.begin(), values.end());
    const qsizetype middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

double milliseconds(const std::function<void()> &work)
{
    QElapsedTimer timer;
    timer.start();
    work();
    return double(timer.nsecsElapsed()) / 1e6;
}

Pair compare(const std::function<void()> &ours, const std::function<void()> &baseline, int each)
{
    ours();
    baseline();
    QVector<double> values;
    QVector<double> baselines;
    for (int run = 0; run < runs; ++run) {
        double value = 0;
        double base = 0;
        for (int i = 0; i < each; ++i) {
            value += milliseconds(ours);
            base += milliseconds(baseline);
        }
        values += value / each;
        baselines += base / each;
    }
    return {median(values), median(baselines)};
}

double medianOf(const std::function<double()> &measure)
{
    QVector<double> values;
    for (int run = 0; run < runs; ++run)
        values += measure();
    return median(values);
}

} // namespace watchbill::bench
