// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/timehistogram.h"

#include <QFont>
#include <QFontMetrics>
#include <QString>

/// The labels below a strip of time.
namespace watchbill::TimeAxis {

struct Tick
{
    Timestamp time;
    QString text; // local time, as short as it is still clear
};

/// At the edges of steps that people count in, as many as fit.
QVector<Tick> ticks(const TimeRange &range, int width, const QFontMetrics &metrics);

/// The height of the line between the bars and the labels that marks the place of the visible rows, in pixels.
inline constexpr int lineRoom = 3;

QFont fontFor(const QFont &font);
int heightFor(const QFont &font); // pixels

} // namespace watchbill::TimeAxis
