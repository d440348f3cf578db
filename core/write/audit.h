// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "journal/run.h"
#include "source/tasksource.h"

namespace watchbill {

/// The statement that adds a line about this many changed tasks of a run to the server's audit table; it belongs in the
/// transaction that changes them. Empty if there is no such table, or no task was changed. `undone` is the run that this
/// one undoes.
QString auditStatement(const TaskSource &source, const Run &run, qint64 tasks, const Run *undone = nullptr);

} // namespace watchbill
