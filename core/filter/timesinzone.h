// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/taskquery.h"
#include "task/timestamp.h"

#include <QTimeZone>

namespace watchbill::filter {

/// The filter with its times read in this zone, regardless of the zone that is shown: "today" becomes the day from
/// midnight to midnight there. Spans until now, and texts that are not times, stay.
TaskFilter timesInZone(TaskFilter filter, Timestamp now, const QTimeZone &zone);

} // namespace watchbill::filter
