// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "journal/run.h"
#include "task/runaction.h"

#include <QString>

/// Runs in words.
namespace watchbill::runtext {

/// "Deleting 41 tasks", "Setting 41 tasks to failed".
QString doing(const RunAction &action, qint64 tasks);

/// "Putting 41 tasks back", for undoing a run of that kind.
QString undoing(Run::Kind undone, qint64 tasks);

/// "Deleted 41 tasks.", and how the run ended if it was not completed. `undone` is the kind of the run that an undo
/// reverts.
QString outcome(const Run &run, Run::Kind undone = Run::Kind::Delete);

/// "2 tasks were left alone."; empty if none were, other than those that were gone.
QString leftOver(const Run &run);

/// Whether tasks were left alone for another reason than a change in the meantime, so that the user has to be told.
bool isUnexpected(const Run &run);

} // namespace watchbill::runtext
