// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "statement/taskconditions.h"
#include "task/taskerror.h"
#include "task/taskpage.h"

#include <QByteArray>

namespace watchbill {

/// What a new task is made of.
struct NewTask
{
    UserId userId;
    QString type;
    QByteArray metadata; // a JSON object; empty for {}
    TaskId id; // see TaskStatements::newId(); empty to let the table assign it
    std::optional<TaskStatus> status{}; // not given: the table's default, else pending
};

/// Every statement about tasks, as SQL text for one table; InvalidInput where the server could not make
/// sense of what was given. What returns tasks yields the columns of taskcolumns.
class TaskStatements
{
public:
    explicit TaskStatements(const TaskSource &source)
        : m_source(source)
        , m_conditions(source)
    {
    }

    /// See PageStatements.
    Result<QString> page(const PageRequest &request) const;

    /// How the server means to run the first page of a query, as JSON; or how it has run it.
    enum class Explaining { Plan, Run };
    Result<QString> explain(const TaskQuery &query, Explaining what) const;

    /// The tasks of one user, where none is a user, too, that a person may mean.
    Result<QString> named(const TaskName &name, const std::optional<UserId> &userId) const;
    Result<QString> byKeys(const QVector<TaskKey> &keys) const;
    Result<QString> byResult(const ResultId &resultId, const std::optional<UserId> &userId) const;

    /// An id by which a new row can be looked up, should its answer be lost; empty where the table makes its own.
    TaskId newId() const;

    /// Returns the stored row, and then the row's own columns and one that is none of it.
    Result<QString> create(const NewTask &task) const;

    /// A COPY of the tasks' columns, in the order of the sort if an index delivers it: of the given tasks, or
    /// of all that match the filter if there are none. Json sends one object for each row.
    enum class CopyFormat { Csv, Json };
    Result<QString> copy(const TaskQuery &query, const QVector<TaskKey> &keys, CopyFormat format) const;

    /// The planner's plan for the matching tasks of one status, as JSON.
    Result<QString> estimate(const TaskFilter &filter, const FieldValue &status) const;

    /// The exact number of matching tasks for each status, however long it takes.
    Result<QString> exactCounts(const TaskFilter &filter) const;

    /// The types in use, each read by one probe of an index.
    QString types(int limit) const;

    /// See metadatasample::statement().
    QString metadataSample() const;

    /// The users with the most tasks, by the table's statistics; none where those do not tell.
    QString busiestUsers(int limit) const;

private:
    const TaskSource &m_source;
    const TaskConditions m_conditions;
};

} // namespace watchbill
