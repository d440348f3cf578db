// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "journal/journal.h"

#include <functional>

namespace watchbill {

class Execution;

/// Opens this user's journal, or ends the program: what cannot be written down is not changed.
std::unique_ptr<Journal> openJournal(Execution &execution);

/// Finds out what became of this table's runs that were cut off, and goes on. Says so if there were any, or if it could
/// not be done, which is no reason not to go on. The table must be open.
void settleInterrupted(Execution &execution, const std::function<void()> &then);

/// Says that this could not be done.
void sayUnsettled(const TaskError &error);

/// Drops from the journal what is beyond its limits; a sentence if that could not be done.
QString keepJournalWithin();

/// Ends the program for want of a run.
void finishWithout(Execution &execution, const TaskError &error);

} // namespace watchbill
