// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/taskerror.h"

namespace watchbill {

class Execution;
struct CommandLine;

// Commands that change many tasks, in runs that the history has and that can be taken back.

/// One by its id, which is no run, or all that match.
void deleteTasks(Execution &execution);
void setStatus(Execution &execution);
void rerunTasks(Execution &execution);
void undoRun(Execution &execution);

/// InvalidInput if no query says which tasks are meant, or one that finds all of them.
Result<void> checkSaysWhich(const CommandLine &given);

/// The same, and InvalidInput without a status.
Result<void> checkSetStatus(const CommandLine &given);

/// InvalidInput unless the argument is a run's number.
Result<void> checkRunNumber(const CommandLine &given);

} // namespace watchbill
