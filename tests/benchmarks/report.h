// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QVector>

#include <optional>

namespace watchbill::bench {

/// One line of the report.
struct Measurement
{
    enum class Goal {
        RatioAtMost, // of value to baseline
        ValueAtMost,
        Exactly,
    };

    QString measure;
    QString unit; // of value and baseline
    double value = 0;
    std::optional<double> baseline; // measured in the same run
    Goal goal = Goal::ValueAtMost;
    double limit = 0; // what the goal names
    QString why; // what stands in the way, where that is known; shown only if the goal is not met

    std::optional<double> ratio() const;
    bool isMet() const;
};

using Measurements = QVector<Measurement>;

/// A table for people, with a line for each measurement.
QString toTable(const Measurements &measurements);

/// A list of objects.
QByteArray toJson(const Measurements &measurements);

} // namespace watchbill::bench
