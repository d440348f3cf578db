// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "journal/journalrow.h"
#include "journal/run.h"
#include "output.h"

namespace watchbill {

/// A line of the history.
Records::Record recordOf(const Run &run);

/// A row of a run, without its values.
Records::Record recordOf(const JournalRow &row);

/// What a run has come to, for the one who has asked for it: the counts, rows that were left alone with their reasons, and
/// the ids of the tasks that it has made, if it makes any.
Records::Record reportOn(const Run &run, const QVector<JournalRow> &leftAlone,
                         const QStringList &newIds = {});

/// How many rows are not as they were asked to be. Where deletion was asked for, what is gone anyway is.
qint64 leftAloneIn(const Run &run);

} // namespace watchbill
