// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "journal/run.h"
#include "source/tasksource.h"

namespace watchbill {

/// The statement that records, in the transaction that changes them, that a run has changed so many tasks; empty where
/// nothing is recorded, or nothing is changed. `undone` is the run that this one takes back.
QString auditStatement(const TaskSource &source, const Run &run, qint64 tasks, const Run *undone = nullptr);

} // namespace watchbill
