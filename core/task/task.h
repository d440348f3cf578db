// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/taskkey.h"
#include "task/taskstatus.h"
#include "task/timestamp.h"

#include <QByteArray>
#include <QString>
#include <QVector>

#include <optional>

namespace watchbill {

/// One row of the task table. What is NULL there, or has no column there, is std::nullopt, and never an empty text.
struct Task
{
    TaskId id;
    std::optional<UserId> userId;
    std::optional<QString> type;
    TaskStatus status; // may be NULL, too
    std::optional<ResultId> resultId;
    std::optional<QString> errorMessage;
    std::optional<QByteArray> metadata; // JSON as the server prints it, never reparsed: numbers stay exact
    std::optional<Timestamp> createdAt;
    std::optional<Timestamp> updatedAt;
    QStringList keyRest; // see TaskKey
    QVector<std::optional<QString>> chosen = {}; // in a list: the values of TaskQuery::keys, shortened

    TaskKey key() const { return {id, keyRest}; }

    bool operator==(const Task &) const = default;
};

/// A field of a task; Duration is computed (updatedAt - createdAt) and can be sorted by.
enum class TaskField {
    Id,
    UserId,
    Type,
    Status,
    ResultId,
    ErrorMessage,
    Metadata,
    CreatedAt,
    UpdatedAt,
    Duration,
};

} // namespace watchbill
