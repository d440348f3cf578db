// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "session/session.h"
#include "task/timehistogram.h"

namespace watchbill {

/// Counts the matching tasks of each step of time: all of them up to about `most`. Of more than that, a part tells: of all
/// times, what stands in pages of the table that are chosen at random; of a range, what was created in some slices of
/// each step. Where neither can be had, all are counted.
Result<TimeHistogram> countByTime(Connection &connection, const SessionSettings &settings,
                                  const TaskSource &source, const HistogramRequest &request, int most);

} // namespace watchbill
