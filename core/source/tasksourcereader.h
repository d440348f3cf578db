// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "postgres/connection.h"
#include "source/tasksource.h"

namespace watchbill {

/// What the catalogue says about a name, whether it is a task table or not.
struct TaskCatalogue
{
    TaskSource source; // of what is there
    bool found = false; // there is such a relation
    QString state; // when it was read; see cataloguestate
    QStringList candidates; // relations that do have the columns of a task, as TableName writes them; a few

    /// Columns with similar names, by the expected name: user_id has userId.
    QMap<QString, QString> otherNames;
};

/// Reads the catalogue about a task table, as the role in the session settings sees it: one round trip.
/// PermissionDenied and InvalidInput (SQLSTATE 42501, 22023) if the role cannot be taken.
Result<TaskCatalogue> readTaskCatalogue(Connection &connection, const SessionSettings &session,
                                        const QString &schema, const QString &table);

} // namespace watchbill
