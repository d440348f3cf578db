// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "journal/journal.h"

#include <functional>

namespace watchbill {

class Execution;

/// Opens this user's journal, or ends the program: nothing is changed without a record.
std::unique_ptr<Journal> openJournal(Execution &execution);

/// Looks up the outcome of this table's interrupted runs, then continues. Prints a message if there were any, or if the
/// look-up failed, which does not stop the command. The table must be open.
void settleInterrupted(Execution &execution, const std::function<void()> &then);

/// Prints that the look-up failed.
void sayUnsettled(const TaskError &error);

/// Trims the journal to its limits; returns a sentence if that failed.
QString keepJournalWithin();

/// Ends the program because there is no run.
void finishWithout(Execution &execution, const TaskError &error);

} // namespace watchbill
