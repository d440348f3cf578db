// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "listcommands.h"

#include "advice/queryadvice.h"
#include "execution.h"
#include "export/taskexport.h"
#include "filter/filterchanges.h"
#include "live/emptylist.h"
#include "printabletext.h"
#include "statement/taskorder.h"
#include "terminal.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::ListCommands)
};

void finishList(Execution &execution, const TaskPage &page, bool isLimited)
{
    QVector<Task> tasks;
    tasks.reserve(page.rows.size());
    for (const TaskRow &row : page.rows)
        tasks += row.task;
    // The first hundred must not pass for all.
    const bool isCutOff = !page.reachedEnd && !isLimited;
    execution.finish({execution.output().tasks(tasks),
                      true,
                      {},
                      isCutOff ? Texts::tr("The list ends after %Ln tasks. There may be more: see --limit.",
                                           nullptr, int(tasks.size()))
                               : QString()});
}

// No output has one meaning only if its cause is told.
void finishEmptyList(Execution &execution, const TaskFilter &filter)
{
    const auto tell = [&execution, filter](std::optional<bool> hasTasks) {
        const EmptyList list = explainEmptyList(execution.source(), filter, hasTasks);
        execution.finish({execution.output().tasks({}), true, {}, list.sentences});
    };
    if (filter.isEmpty())
        tell(false);
    else
        onFinished(execution.service().hasTasks(), &execution, [tell](const Result<bool> &hasTasks) {
            tell(hasTasks ? std::optional(*hasTasks) : std::nullopt);
        });
}

} // namespace

void tellWhatIsSlow(const Execution &execution, const TaskFilter &filter)
{
    const auto advice = queryadvice::of(execution.source(), filter);
    if (!advice)
        return;
    writeMessage(advice->sentences);
    if (!advice->statement.isEmpty())
        writeMessage(Texts::tr("An index would help: %1").arg(advice->statement));
}

TaskFilter filterOf(const CommandLine &given)
{
    TaskFilter filter;
    filter.statuses.values = given.values(u"status"_s);
    filter.types.values = given.values(u"type"_s);
    filter.users.values = given.values(u"user"_s);
    filter.statuses.hasNull = given.has(u"no-status"_s);
    filter.types.hasNull = given.has(u"no-type"_s);
    filter.users.hasNull = given.has(u"no-user"_s);
    if (!given.value(u"text"_s).isEmpty())
        filter = filter::with(filter, filter::containing(given.value(u"text"_s)));
    const TaskFilter query = given.query.filter();
    return query.isEmpty() ? filter : filter::both(filter, query);
}

namespace {

// What was asked for, or the order of the view where the table can have it.
TaskSort sortOf(const Execution &execution)
{
    const GivenQuery &given = execution.given().query;
    const bool hasOrder = given.view && taskorder::canSort(execution.source(), given.view->sort);
    return given.sort.value_or(hasOrder ? given.view->sort : TaskSort());
}

} // namespace

void listTasks(Execution &execution)
{
    const bool isLimited = execution.given().has(u"limit"_s);
    PageRequest request;
    request.query = {filterOf(execution.given()), sortOf(execution)};
    request.limit = isLimited ? execution.given().value(u"limit"_s).toInt() : defaultListLimit;
    request.whole = true;
    tellWhatIsSlow(execution, request.query.filter);
    onFinished(execution.service().page(request), &execution,
               [&execution, isLimited, filter = request.query.filter](const Result<TaskPage> &page) {
                   if (!page)
                       execution.finish({{}, true, page.error()});
                   else if (page->rows.isEmpty())
                       finishEmptyList(execution, filter);
                   else
                       finishList(execution, *page, isLimited);
               });
}

void exportTasks(Execution &execution)
{
    using Format = ExportRequest::Format;
    ExportRequest request;
    request.path = execution.given().argument;
    request.query = {filterOf(execution.given()), sortOf(execution)};
    request.guardsFormulas = execution.given().has(u"guard-formulas"_s);
    const QString ending = request.path.section(u'.', -1).toLower();
    if (ending == "csv"_L1)
        request.format = Format::Csv;
    else if (ending == "json"_L1)
        request.format = Format::Json;
    else if (ending == "jsonl"_L1 || ending == "ndjson"_L1)
        request.format = Format::JsonLines;
    else
        return execution.finish({{},
                                 true,
                                 TaskError{TaskError::Kind::InvalidInput,
                                           Texts::tr("The file's name must end with .csv, .json or .jsonl."),
                                           {},
                                           {}}});
    execution.finishWith(execution.service().exportTasks(request, std::make_shared<ExportProgress>()),
                         [](qint64 rows) {
                             return Answer{QByteArray::number(rows) + '\n', true, {}};
                         });
}

void explainList(Execution &execution)
{
    using Explaining = TaskStatements::Explaining;
    const Explaining what = execution.given().has(u"analyze"_s) ? Explaining::Run : Explaining::Plan;
    if (execution.given().format == Output::Format::Csv)
        return execution.finish(
            {{},
             true,
             TaskError{
                 TaskError::Kind::InvalidInput, Texts::tr("A plan is printed as table or json."), {}, {}}});
    TaskQuery query;
    query.filter = filterOf(execution.given());
    query.sort = sortOf(execution);
    execution.finishWith(execution.service().explain(query, what), [&execution](const QueryPlan &plan) {
        if (execution.given().format == Output::Format::Json)
            return Answer{plan.json.trimmed() + '\n', true, {}};
        QByteArray lines;
        for (const QString &line :
             queryplan::toText(plan).trimmed().split(u'\n')) // with texts of the query in it
            lines += printableText(line).toUtf8() + '\n';
        return Answer{lines, true, {}};
    });
}

// The counters are those of each status of what is asked for, and not of those beside it.
void countTasks(Execution &execution)
{
    TaskFilter filter = filterOf(execution.given());
    filter.condition = filter::joined(Condition::Kind::All, filter::parts(filter));
    filter.statuses = filter.types = filter.users = {};
    TaskService &service = execution.service();
    const auto counts = execution.given().has(u"exact"_s) ? service.exactCountsByStatus(filter)
                                                          : service.countsByStatus(filter);
    execution.finishWith(counts, [&execution](const StatusCounts &found) {
        return Answer{execution.output().counts(found), found.total().value > 0, {}};
    });
}

} // namespace watchbill
