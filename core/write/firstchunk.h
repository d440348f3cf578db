// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "source/tasksource.h"

namespace watchbill {

/// With how many rows to begin to change `tasks` tasks: fewer than usual where rows are large, judging by the size of the
/// table when it was opened.
qsizetype firstChunk(const TaskSource &source, qint64 tasks);

} // namespace watchbill
