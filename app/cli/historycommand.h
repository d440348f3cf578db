// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/taskerror.h"

namespace watchbill {

class Execution;
struct CommandLine;

/// What was changed, from the journal: all runs, the rows of one, or these in a file. The server is asked only about
/// runs that were cut off.
void printHistory(Execution &execution);

/// InvalidInput if the argument is not what the options make of it.
Result<void> checkHistory(const CommandLine &given);

} // namespace watchbill
