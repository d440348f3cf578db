// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/taskerror.h"

namespace watchbill {

class Execution;
struct CommandLine;

/// Prints changes from the journal: all runs, the rows of one, or writes these to a file. The server is asked only
/// about interrupted runs.
void printHistory(Execution &execution);

/// InvalidInput if the argument does not fit the options.
Result<void> checkHistory(const CommandLine &given);

} // namespace watchbill
