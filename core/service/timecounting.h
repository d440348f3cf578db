// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "session/session.h"
#include "task/timehistogram.h"

namespace watchbill {

/// Counts the matching tasks of each step of time: all of them up to `most`; of more than that, those in pages of the
/// table that are chosen at random, where it has pages.
Result<TimeHistogram> countByTime(Connection &connection, const SessionSettings &settings,
                                  const TaskSource &source, const HistogramRequest &request, int most);

} // namespace watchbill
