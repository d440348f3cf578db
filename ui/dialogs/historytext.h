// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "journal/run.h"

#include <QVector>

/// A run of the journal in words.
namespace watchbill::historytext {

/// How many rows are in one of the states.
qint64 count(const Run &run, const QVector<RowState> &states);

/// "Deleted", "Status set to failed", "Put back (undo of 12)".
QString what(const Run &run);

/// "12,300", or "12,300 of 128,412" where it reached fewer than were asked for.
QString howMany(const Run &run);

/// The profile's name, or the place of a connection without one.
QString connection(const Run &run);

/// "Done", "Failed, 3 refused, 1 changed since".
QString outcome(const Run &run);

/// What rows in this state are called: "Refused".
QString name(const Run &run, RowState state);

/// "The server refused 3 tasks."
QString sentence(const Run &run, RowState state);

/// The sentence for all rows that were left alone.
QString leftAloneSentence(const Run &run);

/// Why this cannot be undone where `here` is, see isOfSameTable(); empty if it can be.
QString undoObstacle(const Run &run, const Run &here);

} // namespace watchbill::historytext
