// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "journal/run.h"
#include "source/tasksource.h"

#include <QStringList>

/// The outcomes of a run's tasks in words.
namespace watchbill::outcometext {

/// What tasks in this state are called: "Refused".
QString name(const Run &run, RowState state);

/// "3 refused", for the states of tasks that were left alone.
QString brief(RowState state, qint64 count);

/// "The server refused 3 tasks."
QString sentence(const Run &run, RowState state);

/// "2 tasks were left alone."
QString leftAlone(qint64 count);

/// What is known of the tasks that were left alone just now, a line for each kind of reason; empty if there are none.
/// `reasons` are the server's, of those that it has refused; `undone` is what an undo takes back.
QString report(const Run &run, const QStringList &reasons, const TaskSource &source,
               Run::Kind undone = Run::Kind::Delete);

} // namespace watchbill::outcometext
