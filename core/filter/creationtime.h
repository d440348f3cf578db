// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/timehistogram.h"

#include <optional>
#include <utility>

namespace watchbill::filter {

/// The range of creation times that a filter asks for; an open end is -infinity or infinity. Nothing if the filter does
/// not restrict the creation time, or not to one range.
std::optional<TimeRange> creation(const TaskFilter &filter, Timestamp now);

/// The filter restricted to this range of creation times, replacing an earlier restriction. The times are finite.
TaskFilter createdWithin(const TaskFilter &filter, const TimeRange &range,
                         const QTimeZone &zone = shownZone());

/// Only tasks that were created between these times, as a person writes them; an empty text is an open end.
TaskFilter createdBetween(const TaskFilter &filter, const QString &from, const QString &until);

/// The two texts of such a filter, or of one that names one period. Nothing if it says something else, or nothing.
std::optional<std::pair<QString, QString>> creationTexts(const TaskFilter &filter);

/// The filter without a restriction of the creation time.
TaskFilter createdEver(const TaskFilter &filter);

} // namespace watchbill::filter
