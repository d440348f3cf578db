// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "journal/journalrow.h"
#include "journal/run.h"
#include "output.h"

namespace watchbill {

/// A line of the history.
Records::Record recordOf(const Run &run);

/// A row of a run of that kind, without its values.
Records::Record recordOf(const JournalRow &row, Run::Kind kind = {});

/// The report on a run: counts, the rows that were left alone with their reasons, and the ids of the tasks that it
/// created, if it creates any.
Records::Record reportOn(const Run &run, const QVector<JournalRow> &leftAlone,
                         const QStringList &newIds = {});

/// The number of rows without the requested outcome. For a deletion, rows that were already gone count as done.
qint64 leftAloneIn(const Run &run);

} // namespace watchbill
