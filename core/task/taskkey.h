// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/id.h"

#include <QMap>
#include <QStringList>

#include <utility>

namespace watchbill {

/// What identifies a row of the task table: its id and, where an id alone does not, the values of the key's other
/// columns in the key's order, as the server prints them. Where nothing is unique the rest tells rows apart as well as
/// their values do; that is enough to show them, and never used to change them.
struct TaskKey
{
    TaskKey() = default;
    TaskKey(TaskId taskId, QStringList restOfKey = {}) // an id is a whole key of most tables
        : id(std::move(taskId))
        , rest(std::move(restOfKey))
    {
    }

    TaskId id;
    QStringList rest;

    bool operator==(const TaskKey &) const = default;
    bool operator<(const TaskKey &other) const { return id == other.id ? rest < other.rest : id < other.id; }

    friend size_t qHash(const TaskKey &key, size_t seed = 0) noexcept
    {
        return key.rest.isEmpty() ? qHash(key.id, seed) : qHashMulti(seed, key.id, key.rest);
    }
};

/// How a person names a task: by its id and, where several tasks have it, by values of the key's other columns.
struct TaskName
{
    TaskName(TaskId taskId, QMap<QString, QString> columns = {})
        : id(std::move(taskId))
        , others(std::move(columns))
    {
    }

    TaskId id;
    QMap<QString, QString> others; // by column
};

} // namespace watchbill
