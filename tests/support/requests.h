// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "filter/filterchanges.h"
#include "task/taskpage.h"

/// Short ways to say which tasks a test asks for, and what came.
namespace watchbill::requests {

/// filtered(&TaskFilter::types, {"x"}): the tasks of type x; or, if excluded, all others.
inline TaskFilter filtered(ValueSet TaskFilter::*part, const QStringList &values, bool excluded = false)
{
    TaskFilter filter;
    filter.*part = {values, excluded};
    return filter;
}

inline TaskFilter withText(const QString &text)
{
    return filter::with({}, filter::containing(text));
}

inline PageRequest pageOf(const TaskFilter &filter, const TaskSort &sort = {})
{
    PageRequest request;
    request.query = {filter, sort};
    return request;
}

inline PageRequest sortedBy(TaskField field, Qt::SortOrder order = Qt::AscendingOrder)
{
    return pageOf({}, {field, order});
}

inline PageRequest limitedTo(int limit)
{
    PageRequest request;
    request.limit = limit;
    return request;
}

inline PageRequest watching(const QVector<TaskKey> &keys, const TaskFilter &filter = {})
{
    PageRequest request = pageOf(filter);
    request.watched = keys;
    return request;
}

inline QVector<Task> tasksOf(const TaskPage &page)
{
    QVector<Task> tasks;
    for (const TaskRow &row : page.rows)
        tasks += row.task;
    return tasks;
}

} // namespace watchbill::requests
