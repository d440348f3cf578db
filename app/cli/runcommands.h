// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/taskerror.h"

namespace watchbill {

class Execution;
struct CommandLine;

// Commands that change many tasks, in runs that are in the history and can be undone.

/// Deletes one task by its id, or all that match.
void deleteTasks(Execution &execution);
void setStatus(Execution &execution);
void rerunTasks(Execution &execution);
void undoRun(Execution &execution);

/// InvalidInput if no query selects tasks, or if it selects all of them.
Result<void> checkSaysWhich(const CommandLine &given);

/// InvalidInput like checkSaysWhich(), and also without a status.
Result<void> checkSetStatus(const CommandLine &given);

/// InvalidInput unless the argument is a run's number.
Result<void> checkRunNumber(const CommandLine &given);

} // namespace watchbill
