// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "listcommands.h"

#include "execution.h"
#include "terminal.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::ListCommands)
};

} // namespace

TaskFilter filterOf(const CommandLine &given)
{
    TaskFilter filter;
    filter.statuses.values = given.values(u"status"_s);
    filter.types.values = given.values(u"type"_s);
    filter.users.values = given.values(u"user"_s);
    filter.text = given.value(u"text"_s);
    return filter;
}

void listTasks(Execution &execution)
{
    const bool isLimited = execution.given().has(u"limit"_s);
    PageRequest request;
    request.query.filter = filterOf(execution.given());
    request.limit = isLimited ? execution.given().value(u"limit"_s).toInt() : defaultListLimit;
    request.whole = true;
    execution.finishWith(execution.service().page(request), [&execution, isLimited](const TaskPage &page) {
        QVector<Task> tasks;
        tasks.reserve(page.rows.size());
        for (const TaskRow &row : page.rows)
            tasks += row.task;
        // Nobody should take the first hundred for all.
        if (!page.reachedEnd && !isLimited)
            writeMessage(
                Text::tr("The list ends after %1 tasks. There may be more: see --limit.").arg(tasks.size()));
        return Answer{execution.output().tasks(tasks), !tasks.isEmpty(), {}};
    });
}

void countTasks(Execution &execution)
{
    const TaskFilter filter = filterOf(execution.given());
    TaskService &service = execution.service();
    const auto counts = execution.given().has(u"exact"_s) ? service.exactCountsByStatus(filter)
                                                          : service.countsByStatus(filter);
    execution.finishWith(counts, [&execution](const StatusCounts &found) {
        return Answer{execution.output().counts(found), found.total().value > 0, {}};
    });
}

} // namespace watchbill
