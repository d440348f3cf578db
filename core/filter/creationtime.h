// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/timehistogram.h"

#include <optional>

namespace watchbill::filter {

/// When the tasks were created that a filter asks for, as far as that is one range: -infinity and infinity stand for an
/// end that is open. Nothing if the filter does not restrict it, or not to one range.
std::optional<TimeRange> creation(const TaskFilter &filter, Timestamp now);

/// Only tasks that were created then, whatever the filter said of that before. The times are finite.
TaskFilter createdWithin(const TaskFilter &filter, const TimeRange &range,
                         const QTimeZone &zone = QTimeZone::systemTimeZone());

/// Whenever they were created.
TaskFilter createdEver(const TaskFilter &filter);

} // namespace watchbill::filter
