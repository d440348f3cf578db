// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "service/taskservice.h"

#include "export/exportfile.h"
#include "postgres/channelsubscription.h"
#include "postgres/notificationlistener.h"
#include "service/boundedcounting.h"
#include "service/pageanswer.h"
#include "service/statuscounting.h"
#include "service/taskserviceparts.h"
#include "service/timecounting.h"
#include "service/untouchedtask.h"
#include "statement/taskreader.h"

#include <QCoreApplication>

#include <optional>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace watchbill {

namespace {

using Topic = TaskRequests::Topic;

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::TaskService)
};

constexpr int largestHistogram = 100'000; // that is counted: about 0.1 s
constexpr int mostTypes = 200;
constexpr int mostUsers = 100;
constexpr auto unhurriedLimit = 30min; // a person waits for it on purpose and can cancel
constexpr auto exportLimit = 24h;

QVector<TypedValue> typedUser(const std::optional<UserId> &user)
{
    return user ? QVector<TypedValue>{{{}, user->toText()}} : QVector<TypedValue>();
}

void readTask(Result<Task> &task, int, const ResultRows &rows)
{
    if (rows.count() > 0)
        task = TaskReader(rows).task(0);
}

void readTasks(Result<QVector<Task>> &tasks, int, const ResultRows &rows)
{
    TaskReader reader(rows);
    tasks->reserve(rows.count());
    for (int row = 0; row < rows.count(); ++row)
        tasks->append(reader.task(row));
}

QVector<TaskKey> keysOfTasks(const ResultRows &rows)
{
    QVector<TaskKey> keys;
    TaskReader reader(rows);
    for (int row = 0; row < rows.count(); ++row)
        keys += reader.task(row).key();
    return keys;
}

void readTexts(Result<QStringList> &texts, int, const ResultRows &rows)
{
    for (int row = 0; row < rows.count(); ++row)
        texts->append(rows.text(row, 0));
}

} // namespace

TaskService::TaskService(const ConnectionProfile &profile)
    : d(std::make_unique<Private>(profile))
{
}

TaskService::~TaskService() = default;

const ConnectionProfile &TaskService::profile() const
{
    return d->profile;
}

void TaskService::setName(const QString &name)
{
    d->profile.name = name;
}

void TaskService::setPassword(Login login, const QString &password)
{
    (login == Login::Regular ? d->regularPassword : d->servicePassword) = password;
}

QFuture<Result<TaskSource>> TaskService::open()
{
    *d->hasOneConnection = false; // until it shows again
    return d->interactive->run(Topic::Open,
                               [profile = d->profile.withPasswords(d->regularPassword, d->servicePassword),
                                viewing = d->opened->viewing(), opened = d->opened,
                                attempt = d->opened->begin()](Connection &connection) -> Result<TaskSource> {
                                   std::optional<TaskAccess> reached;
                                   auto session = openSession(connection, profile, viewing, &reached);
                                   opened->setReached(attempt, reached);
                                   return std::move(session).map([&](Session found) {
                                       return opened->complete(attempt, std::move(found));
                                   });
                               });
}

std::optional<TaskSource> TaskService::source() const
{
    const auto known = d->session();
    return known ? std::optional(known->source) : std::nullopt;
}

std::optional<TaskAccess> TaskService::reached() const
{
    return d->opened->reached();
}

void TaskService::viewAs(const std::optional<ViewAsUser> &user)
{
    d->opened->viewAs(user);
}

void TaskService::setReadOnly(bool readOnly)
{
    d->opened->setLocked(readOnly);
}

bool TaskService::hasOneConnection() const
{
    return *d->hasOneConnection;
}

void TaskService::listen(NotificationListener &listener) const
{
    if (const auto known = d->session())
        listener.start(
            known->settings.forWriting(),
            {known->source.schema, known->source.table, known->source.kind == RelationKind::Table});
}

QFuture<Result<Task>> TaskService::getTask(const TaskName &name, const std::optional<UserId> &userId)
{
    return d->ask<Task>(
        TaskRequests::Place::List, {.typed = typedValues(name) + typedUser(userId)},
        [=](const TaskStatements &statements) { return statements.named(name, userId); },
        Failure(untouchedtask::notFound(source())),
        [known = source()](Result<Task> &task, int statement, const ResultRows &rows) {
            readTask(task, statement, rows);
            if (rows.count() > 1)
                task = Failure(untouchedtask::ambiguous(known, {}, keysOfTasks(rows)));
        });
}

QFuture<Result<Task>> TaskService::getTask(const TaskKey &key)
{
    return d->ask<Task>(
        TaskRequests::Place::List, {.topic = Topic::Detail, .typed = {{{}, key.id.toText()}}},
        [=](const TaskStatements &statements) { return statements.byKeys({key}); },
        Failure(untouchedtask::notFound(source())),
        [key](Result<Task> &task, int statement, const ResultRows &rows) {
            readTask(task, statement, rows);
            // Where no key is unique, other tasks may have the same id.
            TaskReader reader(rows);
            for (int row = 1; row < rows.count() && task->key() != key; ++row)
                task = reader.task(row);
        });
}

QFuture<Result<QVector<Task>>> TaskService::getTasks(const QVector<TaskKey> &keys)
{
    return d->ask<QVector<Task>>(
        TaskRequests::Place::List, {},
        [=](const TaskStatements &statements) { return statements.byKeys(keys); }, QVector<Task>(),
        readTasks);
}

QFuture<Result<std::optional<Task>>> TaskService::getTaskByResultId(const ResultId &resultId,
                                                                    const std::optional<UserId> &userId)
{
    using Found = std::optional<Task>;
    return d->ask<Found>(
        TaskRequests::Place::List,
        {.typed = QVector<TypedValue>{{{}, resultId.toText()}} + typedUser(userId)},
        [=](const TaskStatements &statements) { return statements.byResult(resultId, userId); }, Found(),
        [](Result<Found> &found, int, const ResultRows &rows) {
            if (rows.count() > 0)
                found = Found(TaskReader(rows).task(0));
        });
}

QFuture<Result<TaskPage>> TaskService::page(const PageRequest &request)
{
    const PageAnswer answer(request);
    return d->ask<TaskPage>(
        TaskRequests::Place::List, {.topic = Topic::Page, .typed = typedValues(request.query.filter)},
        [=](const TaskStatements &statements) { return statements.page(request); }, TaskPage(),
        [answer](Result<TaskPage> &page, int statement, const ResultRows &rows) {
            answer.read(*page, statement, rows);
        },
        [answer](TaskPage &page, const Connection::Reply &reply) { answer.complete(page, reply); });
}

void TaskService::cancelPage()
{
    d->interactive->cancel(Topic::Page);
}

QFuture<Result<QueryPlan>> TaskService::explain(const TaskQuery &query, TaskStatements::Explaining what)
{
    // What is run takes as long as the list, whose time limit it has.
    const auto limit = hasOneConnection() ? d->asideLimit() : d->profile.timeLimit;
    return d->ask<QueryPlan>(
        TaskRequests::Place::Aside,
        {.topic = Topic::Plan, .limit = limit, .typed = typedValues(query.filter)},
        [=](const TaskStatements &statements) { return statements.explain(query, what); },
        failure(TaskError::Kind::Server, Texts::tr("The server's plan cannot be read.")),
        [](Result<QueryPlan> &plan, int, const ResultRows &rows) {
            if (const auto found = rows.count() > 0 ? queryplan::fromJson(rows.bytes(0, 0)) : std::nullopt)
                plan = *found;
        });
}

void TaskService::cancelExplaining()
{
    d->background.cancel(Topic::Plan);
    d->interactive->cancel(Topic::Plan);
}

QFuture<Result<bool>> TaskService::hasTasks()
{
    PageRequest any;
    any.query.sort.field = TaskField::Id; // which has an index
    any.limit = 1;
    return d->ask<bool>(
        TaskRequests::Place::Aside, {.limit = d->asideLimit()},
        [=](const TaskStatements &statements) { return statements.page(any); }, false,
        [](Result<bool> &hasTasks, int, const ResultRows &rows) { hasTasks = rows.count() > 0; });
}

QFuture<Result<StatusCounts>> TaskService::countsByStatus(const TaskFilter &filter)
{
    return d->askInSteps<StatusCounts>(
        Topic::Counts, filter,
        [filter](Connection &connection, const SessionSettings &settings, const TaskSource &source) {
            return countByStatus(connection, settings, source, filter, largestBoundedCount);
        });
}

QFuture<Result<TimeHistogram>> TaskService::histogram(const HistogramRequest &request)
{
    return d->askInSteps<TimeHistogram>(
        Topic::Histogram, request.filter,
        [request](Connection &connection, const SessionSettings &settings, const TaskSource &source) {
            return countByTime(connection, settings, source, request, largestHistogram);
        });
}

QFuture<Result<StatusCounts>> TaskService::exactCountsByStatus(const TaskFilter &filter)
{
    return d->ask<StatusCounts>(
        TaskRequests::Place::Aside,
        {.topic = Topic::Counts, .limit = unhurriedLimit, .typed = typedValues(filter)},
        [=](const TaskStatements &statements) { return statements.exactCounts(filter); }, StatusCounts(),
        [](Result<StatusCounts> &counts, int, const ResultRows &rows) { readCounts(*counts, rows); });
}

void TaskService::cancelCounts()
{
    d->background.cancel(Topic::Counts);
    d->interactive->cancel(Topic::Counts);
}

QFuture<Result<ValueCounts>> TaskService::countsByValue(const TaskFilter &filter, FilterSet set)
{
    return d->askInSteps<ValueCounts>(
        set == &TaskFilter::types ? Topic::TypeCounts : Topic::UserCounts, filter,
        [filter, set](Connection &connection, const SessionSettings &settings, const TaskSource &source) {
            return countByValue(connection, settings, source, filter, set);
        },
        longestBoundedCount);
}

QFuture<Result<std::optional<Count>>> TaskService::countMatching(const TaskFilter &filter)
{
    return d->askInSteps<std::optional<Count>>(
        Topic::Each, filter,
        [filter](Connection &connection, const SessionSettings &settings, const TaskSource &source) {
            return watchbill::countMatching(connection, settings, source, filter);
        },
        longestBoundedCount);
}

QFuture<Result<ValueSet>> TaskService::typesInUse()
{
    return d->ask<ValueSet>(
        TaskRequests::Place::Aside, {.topic = Topic::Types, .limit = d->asideLimit()},
        [](const TaskStatements &statements) -> Result<QString> { return statements.types(mostTypes); },
        ValueSet(),
        [](Result<ValueSet> &types, int, const ResultRows &rows) {
            for (int row = 0; row < rows.count(); ++row) {
                if (rows.isNull(row, 0))
                    types->hasNull = true;
                else
                    types->values += rows.text(row, 0);
            }
        });
}

QFuture<Result<QVector<query::MetadataValue>>> TaskService::metadataInUse()
{
    using Values = QVector<query::MetadataValue>;
    return d->ask<Values>(
        TaskRequests::Place::Aside, {.topic = Topic::Metadata, .limit = d->asideLimit()},
        [](const TaskStatements &statements) -> Result<QString> { return statements.metadataSample(); },
        Values(),
        [](Result<Values> &values, int, const ResultRows &rows) {
            for (int row = 0; row < rows.count(); ++row) {
                query::MetadataValue one{{rows.text(row, 0)}, {}};
                if (!rows.isNull(row, 1))
                    one.path += rows.text(row, 1);
                if (!rows.isNull(row, 2))
                    one.value = rows.text(row, 2);
                *values += one;
            }
        });
}

QFuture<Result<QStringList>> TaskService::busiestUsers()
{
    return d->ask<QStringList>(
        TaskRequests::Place::Aside, {.topic = Topic::Users, .limit = d->asideLimit()},
        [](const TaskStatements &statements) -> Result<QString> {
            return statements.busiestUsers(mostUsers);
        },
        QStringList(), readTexts);
}

QFuture<Result<qint64>> TaskService::exportTasks(const ExportRequest &request,
                                                 const ExportProgressPointer &progress)
{
    const auto known = d->session();
    if (!known)
        return TaskRequests::ready<qint64>(TaskRequests::notConnected());
    const auto copy = [request](const TaskSource &source) {
        const bool isCsv = request.format == ExportRequest::Format::Csv;
        return TaskStatements(source).copy(request.query, request.keys,
                                           isCsv ? TaskStatements::CopyFormat::Csv
                                                 : TaskStatements::CopyFormat::Json);
    };
    if (const auto fine = copy(known->source); !fine)
        return TaskRequests::ready<qint64>(fine.error());
    const RequestSubject subject{.typed = typedValues(request.query.filter), .limit = exportLimit};
    return d->runAside(d->exporter, Topic::Each, [=, opened = d->opened](Connection &connection) {
        connection.use(known->settings);
        // Asked before the file is begun: the table may have changed since it was read.
        return TaskRequests::onPresentTable(
                   connection, known, opened.get(),
                   [&](const Session &session) -> Result<std::pair<Session, QString>> {
                       return connection.execute(settingsFor(session, Access::Read, exportLimit), {})
                           .and_then([&](const Connection::Reply &) { return copy(session.source); })
                           .map([&](const QString &sql) { return std::pair(session, sql); });
                   })
            .and_then([&](const std::pair<Session, QString> &present) {
                const auto &[session, sql] = present;
                return writeExport(connection, settingsFor(session, Access::Read, exportLimit), sql, request,
                                   *progress)
                    .map_error([&, &asked = session](const TaskError &error) {
                        return explainFailure(connection, asked, error, subject);
                    });
            });
    });
}

} // namespace watchbill
