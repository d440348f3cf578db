// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "journal/run.h"

/// A run of the journal in words.
namespace watchbill::historytext {

/// "Deleted", "Status set to failed", "Status changed back (undo of 12)".
QString what(const Run &run);

/// "12,300", or "12,300 of 128,412" where it reached fewer than were asked for.
QString howMany(const Run &run);

/// "No. 12: Deleted, 3 tasks".
QString title(const Run &run);

/// The profile's name, or the place of a connection without one.
QString connection(const Run &run);

/// "public.tasks in shop on this computer", as the window of the connection has it.
QString table(const Run &run);

/// "Done", "Failed, 3 refused, 1 changed since".
QString outcome(const Run &run);

/// Why this cannot be undone where `here` is, see isOfSameTable(); empty if it can be.
QString undoObstacle(const Run &run, const Run &here);

} // namespace watchbill::historytext
