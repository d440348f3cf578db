// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "source/tasksource.h"
#include "task/taskerror.h"

#include <optional>

/// Errors for requests that found or changed no row, which PostgreSQL reports as a success.
namespace watchbill::untouchedtask {

/// It was not found: it is gone, or row security hides it.
TaskError notFound(const std::optional<TaskSource> &source);

/// It is there, but the server has left it alone without a word; `what` says what was not done.
TaskError leftAlone(const std::optional<TaskSource> &source, const QString &what);

/// Several tasks have that name, so that none was chosen.
TaskError ambiguous(const std::optional<TaskSource> &source, const QString &what,
                    const QVector<TaskKey> &found);

/// It is there, but a trigger or rule of the table has changed it instead of deleting it.
TaskError diverted();

} // namespace watchbill::untouchedtask
