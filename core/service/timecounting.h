// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "session/session.h"
#include "task/timehistogram.h"

namespace watchbill {

/// Counts the matching tasks of each step of time: all of them up to about `most`. Beyond that, a sample is used: for
/// all times, random pages of the table; for a range, slices of each step. Where neither is possible, all are counted.
Result<TimeHistogram> countByTime(Connection &connection, const SessionSettings &settings,
                                  const TaskSource &source, const HistogramRequest &request, int most);

} // namespace watchbill
