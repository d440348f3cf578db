// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "output.h"
#include "source/tasksource.h"
#include "write/dependents.h"

namespace watchbill {

struct ConnectionProfile;
struct Run;
struct RunAction;
struct RunOrder;

/// Why it is not possible here; empty if it is.
QString obstacleTo(const RunAction &action, const TaskSource &source, const ConnectionProfile &profile);

/// A preview of a run: which tasks, where, and the effects.
struct RunPreview
{
    Records::Record record;
    qint64 tasks = 0;
    qint64 processing = 0; // of them: a worker may be busy with these
};

/// `dependents` are those of a deletion.
RunPreview previewOf(const RunOrder &order, const Result<QVector<DependentRows>> &dependents,
                     const TaskSource &source, const ConnectionProfile &profile);

/// The preview of an undo, for the rows that can still be undone.
RunPreview previewOfUndo(const Run &run, const TaskSource &source, const ConnectionProfile &profile);

} // namespace watchbill
