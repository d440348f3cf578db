// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "source/taskconditions.h"
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

struct StatusChange
{
    TaskId id;
    TaskStatus status;
    std::optional<ResultId> resultId; // not given: left as it is
    std::optional<QString> errorMessage; // not given: left as it is; may be empty
};

/// Every statement about tasks, as SQL text for one table; InvalidInput where the server could not make
/// sense of what was given. What returns tasks yields the columns of taskcolumns.
class TaskStatements
{
public:
    explicit TaskStatements(const TaskRelation &relation)
        : m_relation(relation)
        , m_conditions(relation)
    {
    }

    /// See PageStatements.
    Result<QString> page(const PageRequest &request) const;

    Result<QString> byId(const TaskId &id) const;
    Result<QString> byIds(const QVector<TaskId> &ids) const;
    Result<QString> byIdAndUser(const TaskId &id, const std::optional<UserId> &userId) const;
    Result<QString> byUser(const UserId &userId, const std::optional<TaskStatus> &status, int limit) const;
    Result<QString> byResult(const ResultId &resultId, const std::optional<UserId> &userId) const;

    /// An id by which a new row can be looked up, should its answer be lost; empty where the table makes its own.
    TaskId newId() const;

    /// Returns the stored row.
    Result<QString> create(const NewTask &task) const;

    /// Statement 0: the changed row, or none; statement 1: a row if there is such a visible task.
    Result<QString> changeStatus(const StatusChange &change) const;

    /// Statement 0: the id of the row that went, or none; statement 1: whether the user is right, if there is such a
    /// visible task.
    Result<QString> remove(const TaskId &id, const std::optional<UserId> &userId) const;

    /// Removes the tasks that are still as they were shown (status and updated_at). Statement 0: the ids
    /// that went; statement 1: id and "still as shown" of those that are still there.
    Result<QString> removeShown(const QVector<Task> &shown) const;

    /// Id and "still as shown" of those that are there.
    Result<QString> stillThere(const QVector<Task> &shown) const;

    /// A COPY of the tasks' columns, in the order of the sort if an index delivers it: of the given ids, or
    /// of all that match the filter if there are none. Json sends one object for each row.
    enum class CopyFormat { Csv, Json };
    Result<QString> copy(const TaskQuery &query, const QVector<TaskId> &ids, CopyFormat format) const;

    /// The planner's plan for the matching tasks of one status, as JSON.
    Result<QString> estimate(const TaskFilter &filter, const FieldValue &status) const;

    /// The exact number of matching tasks for each status, however long it takes.
    Result<QString> exactCounts(const TaskFilter &filter) const;

    /// The types in use, each read by one probe of an index.
    QString types(int limit) const;

    /// The users with the most tasks, by the table's statistics; none where those do not tell.
    QString busiestUsers(int limit) const;

private:
    Result<std::optional<QString>> firstStatus(const NewTask &task) const;
    Result<void> checkMark() const;
    Result<void> checkTakesValues(TaskField field) const;
    Result<QString> shownList(const QVector<Task> &tasks) const;
    QString isAsShown() const;
    Result<QString> isOneOf(const QVector<TaskId> &ids) const;

    const TaskRelation &m_relation;
    const TaskConditions m_conditions;
};

} // namespace watchbill
