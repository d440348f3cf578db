// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "postgres/connection.h"
#include "source/tasksource.h"

namespace watchbill {

/// Reads the catalogue about a task table, as the role in the session settings sees it: one round trip.
/// Unsupported if there is no such table or it lacks columns that a task must have (the message names
/// them); PermissionDenied and InvalidInput (SQLSTATE 42501, 22023) if the role cannot be taken.
Result<TaskSource> readTaskSource(Connection &connection, const SessionSettings &session,
                                  const QString &schema, const QString &table);

} // namespace watchbill
