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

/// Why it cannot be done here; empty if it can.
QString obstacleTo(const RunAction &action, const TaskSource &source, const ConnectionProfile &profile);

/// What would be done, before it is: which tasks, where, and what comes of it.
struct RunPreview
{
    Records::Record record;
    qint64 tasks = 0;
    qint64 processing = 0; // of them: a worker may be busy with these
};

/// `dependents` are those of a deletion.
RunPreview previewOf(const RunOrder &order, const Result<QVector<DependentRows>> &dependents,
                     const TaskSource &source, const ConnectionProfile &profile);

/// For an undo: of what can still be undone.
RunPreview previewOfUndo(const Run &run, const TaskSource &source, const ConnectionProfile &profile);

} // namespace watchbill
