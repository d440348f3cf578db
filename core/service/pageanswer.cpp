// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "service/pageanswer.h"

#include "statement/taskcolumns.h"
#include "statement/taskreader.h"

#include <QHash>

#include <algorithm>

namespace watchbill {

namespace {

// Where no key is unique, two rows may be equal in everything that distinguishes rows; both are shown nevertheless.
class KnownKeys
{
public:
    void tellApart(Task &task)
    {
        if (task.keyRest.isEmpty()) // its id is a whole key
            return;
        const int alike = m_alike[task.key()]++;
        if (alike > 0)
            task.keyRest += QString::number(alike);
    }

private:
    QHash<TaskKey, int> m_alike;
};

void readPageRows(TaskPage &page, const ResultRows &rows)
{
    TaskReader reader(rows);
    KnownKeys known;
    const int columns = rows.columns();
    page.rows.reserve(rows.count());
    for (int row = 0; row < rows.count(); ++row) {
        TaskRow &one = page.rows.emplaceBack();
        reader.read(one.task, row);
        one.key.values.reserve(columns - taskcolumns::count);
        for (int column = taskcolumns::count; column < columns; ++column) {
            const bool isId = !rows.isNull(row, column) // which almost every order ends with
                && rows.view(row, column) == rows.view(row, 0);
            one.key.values += isId ? std::optional(one.task.id.toText()) : rows.optionalText(row, column);
        }
        known.tellApart(one.task);
    }
}

void readWatched(TaskPage &page, const ResultRows &rows)
{
    TaskReader reader(rows);
    KnownKeys known;
    for (int row = 0; row < rows.count(); ++row) {
        page.watched += WatchedTask{reader.task(row), rows.boolean(row, taskcolumns::count)};
        known.tellApart(page.watched.last().task);
    }
}

} // namespace

void PageAnswer::read(TaskPage &page, int statement, const ResultRows &rows) const
{
    const int newer = m_request.countBefore ? 1 : -1;
    if (statement == 0)
        readPageRows(page, rows);
    else if (statement == newer)
        page.newer = int(rows.integer(0, 0));
    else
        readWatched(page, rows);
}

void PageAnswer::complete(TaskPage &page, const Connection::Reply &reply) const
{
    using Start = PageRequest::Start;
    const bool backwards = m_request.start == Start::Before || m_request.start == Start::Last;
    const bool isShort = page.rows.size() < m_request.limit;
    if (backwards)
        std::reverse(page.rows.begin(), page.rows.end());
    page.reachedStart = m_request.start == Start::First || (backwards && isShort);
    page.reachedEnd = m_request.start == Start::Last || (!backwards && isShort);
    page.serverTime = reply.serverTime;
    page.isStandby = reply.isStandby;
    page.elapsedMicroseconds = reply.elapsedMicroseconds;
}

} // namespace watchbill
