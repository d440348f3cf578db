// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "service/taskservice.h"

#include "deletionrun.h"
#include "outcome.h"
#include "people.h"
#include "postgres/sqltext.h"
#include "requests.h"
#include "singlechanges.h"
#include "testprogram.h"
#include "testserver.h"

#include <QSet>
#include <QTest>
#include <QUuid>

#include <functional>

namespace tst_taskservice {

using namespace Qt::StringLiterals;
using namespace watchbill;
using namespace watchbill::requests;

using people::ann;
using people::bob;
using people::stranger;
using SetUp = TestDatabase::SetUp;
using Call = std::function<QString(TaskService &)>;

namespace {

const TaskId unknownId(u"00000000-0000-4000-8000-00000000dead"_s);
const TaskId anyId(u"00000000-0000-4000-8000-000000000001"_s);

Task task(const QString &id, const TaskStatus &status = TaskStatus::Kind::Pending)
{
    Task task;
    task.id = TaskId(id);
    task.status = status;
    return task;
}

} // namespace

class TestTaskService : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void cleanupTestCase();

    void createsTasks_data();
    void createsTasks();
    void createdTaskIsUnique();
    void createsForAnotherUser_data();
    void createsForAnotherUser();
    void keepsMetadataAsItIs_data();
    void keepsMetadataAsItIs();
    void updatesStatus_data();
    void updatesStatus();
    void updateKeepsWhatIsNotGiven();
    void updateOfNoTask_data();
    void updateOfNoTask();
    void getsATask_data();
    void getsATask();
    void getsSeveralTasks();
    void deletesATask_data();
    void deletesATask();
    void getsTaskByResult();
    void loginWithoutRights();

    void refusesBadInput_data();
    void refusesBadInput();
    void refusesRunsOfBadInput();
    void refusesBadInputWithoutAServer();
    void readsAreReadOnly_data();
    void readsAreReadOnly();
    void writesToAReadOnlyServer();
    void writesWithAReadOnlyProfile();
    void marksDeletedRows();
    void otherTables_data();
    void otherTables();
    void enumStatus();
    void tableWithoutOptionalColumns();

    void beforeOpening();
    void lostConnection();
    void lostWriteIsMadeOnce();
    void opensAgain();

private:
    // The eyes through which each call is tried: the service role and the owner see all, ann her own.
    static void addEyes();
    TaskService &open(const ConnectionProfile &profile);
    TaskService &openAsGiven();
    QString insert(const UserId &user, const QString &more = u"DEFAULT"_s); // a type as SQL; the id
    QString stored(const QString &column, const TaskId &id);

    void useOwnDatabase(); // for a test that changes more than rows

    std::unique_ptr<TestDatabase> m_shared;
    std::unique_ptr<TestDatabase> m_own;
    TestDatabase *m_database = nullptr;
    std::unique_ptr<TaskService> m_service;
};

void TestTaskService::init()
{
    if (!m_shared) {
        m_shared = std::make_unique<TestDatabase>(SetUp::Supabase);
        people::settleIn(*m_shared);
    }
    m_database = m_shared.get();
    m_database->execute(u"ROLLBACK"_s); // in case the last test ended halfway
    m_database->execute(u"TRUNCATE tasks"_s);
}

void TestTaskService::cleanup()
{
    m_service.reset();
    m_own.reset();
}

void TestTaskService::cleanupTestCase()
{
    m_shared.reset();
}

void TestTaskService::useOwnDatabase()
{
    m_own = std::make_unique<TestDatabase>(SetUp::Supabase);
    people::settleIn(*m_own);
    m_database = m_own.get();
}

void TestTaskService::addEyes()
{
    QTest::addColumn<QString>("eyes");
    QTest::addColumn<bool>("seesAll");
    QTest::newRow("service role") << u"service_role"_s << true;
    QTest::newRow("owner") << u"postgres"_s << true;
    QTest::newRow("one user") << u"ann"_s << false;
}

TaskService &TestTaskService::open(const ConnectionProfile &profile)
{
    m_service = std::make_unique<TaskService>(profile);
    success(m_service->open());
    return *m_service;
}

TaskService &TestTaskService::openAsGiven()
{
    QFETCH(QString, eyes);
    return open(eyes == u"service_role" ? people::serviceRole(*m_database) : m_database->profile(eyes));
}

QString TestTaskService::insert(const UserId &user, const QString &more)
{
    return m_database->value(
        u"INSERT INTO tasks (user_id, type, created_at) VALUES ('%1', 'concept_generation', %2) "
        "RETURNING id"_s.arg(user.toText(), more));
}

QString TestTaskService::stored(const QString &column, const TaskId &id)
{
    return m_database->value(u"SELECT %1 FROM tasks WHERE id = '%2'"_s.arg(column, id.toText()));
}

void TestTaskService::createsTasks_data()
{
    addEyes();
}

void TestTaskService::createsTasks()
{
    TaskService &service = openAsGiven();
    const QString clock = u"SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint"_s;
    const qint64 before = m_database->value(clock).toLongLong();
    const auto created = await(createTask(service, ann, u"it's \\ %1 🚀; --"_s, R"({"prompt": "x"})"));
    const qint64 after = m_database->value(clock).toLongLong();
    VERIFY_FINE(created);
    QVERIFY(!QUuid::fromString(created->id.toText()).isNull());
    QVERIFY(created->userId == ann);
    QCOMPARE(created->type.value_or(QString()), u"it's \\ %1 🚀; --"_s);
    QCOMPARE(created->status, TaskStatus(TaskStatus::Kind::Pending));
    QVERIFY(!created->resultId && !created->errorMessage);
    QCOMPARE(created->metadata, R"({"prompt": "x"})"_ba);
    QVERIFY(created->createdAt && created->createdAt == created->updatedAt);
    QVERIFY(created->createdAt->microseconds() >= before && created->createdAt->microseconds() <= after);
    QCOMPARE(stored(u"status || type"_s, created->id), u"pendingit's \\ %1 🚀; --"_s);
    QVERIFY(*created == success(service.getTask(created->id, ann)));

    const auto plain = await(createTask(service, ann, u"concept_refinement"_s));
    VERIFY_FINE(plain);
    QCOMPARE(plain->metadata, "{}"_ba);
    QCOMPARE(m_database->value(u"SELECT count(*) FROM tasks"_s), u"2"_s);
}

void TestTaskService::createdTaskIsUnique()
{
    TaskService &service = open(people::serviceRole(*m_database));
    QVector<QFuture<Result<Task>>> futures;
    for (int i = 0; i < 100; ++i)
        futures += createTask(service, ann, u"same"_s, R"({"same": true})");
    QSet<TaskId> ids;
    for (const auto &future : futures)
        ids += success(future).id;
    QCOMPARE(ids.size(), 100);
    QCOMPARE(m_database->value(u"SELECT count(DISTINCT id) FROM tasks"_s), u"100"_s);
}

void TestTaskService::createsForAnotherUser_data()
{
    addEyes();
}

void TestTaskService::createsForAnotherUser()
{
    QFETCH(bool, seesAll);
    TaskService &service = openAsGiven();
    QCOMPARE(outcomeOf(createTask(service, bob, u"x"_s)), seesAll ? u"fine"_s : u"PermissionDenied"_s);
    // The foreign key, or row security before it.
    QCOMPARE(outcomeOf(createTask(service, stranger, u"x"_s)),
             seesAll ? u"InvalidInput"_s : u"PermissionDenied"_s);
    QCOMPARE(m_database->value(u"SELECT count(*) FROM tasks"_s), seesAll ? u"1"_s : u"0"_s);
}

void TestTaskService::keepsMetadataAsItIs_data()
{
    QTest::addColumn<QByteArray>("metadata");
    QTest::newRow("numbers beyond a double")
        << R"({"n": 12345678901234567890.123456789, "m": 1e300, "z": 0.10})"_ba;
    QTest::newRow("quotes and backslashes") << R"({"a": "it's \\ \"x\" $$ ;-- %1 \\u0000"})"_ba;
    QTest::newRow("text") << R"({"ключ": "🚀 é مرحبا", "": null})"_ba;
    QTest::newRow("controls") << R"({"a": "\n\t\u0001\u001f"})"_ba;
    QTest::newRow("nested") << R"({"a": [1, {"b": [[], {}]}], "c": {"d": false}})"_ba;
    QTest::newRow("large") << R"({"a": ")"_ba + QByteArray("x'\\\\").repeated(200'000) + R"("})"_ba;
}

void TestTaskService::keepsMetadataAsItIs()
{
    QFETCH(QByteArray, metadata);
    TaskService &service = open(people::serviceRole(*m_database));
    const auto created = await(createTask(service, ann, u"x"_s, metadata));
    VERIFY_FINE(created);
    const QString same =
        u"SELECT metadata = %1::jsonb FROM tasks"_s.arg(sql::literal(QString::fromUtf8(metadata)));
    QCOMPARE(m_database->value(same), u"t"_s);
    QCOMPARE(QString::fromUtf8(*created->metadata), stored(u"metadata"_s, created->id));
    QCOMPARE(success(service.getTask(created->id)).metadata, created->metadata);
}

void TestTaskService::updatesStatus_data()
{
    addEyes();
}

void TestTaskService::updatesStatus()
{
    TaskService &service = openAsGiven();
    const TaskId id(insert(ann));
    // A clock that only the server has: the past.
    m_database->execute(u"UPDATE tasks SET updated_at = '2020-01-01', created_at = '2020-01-01'"_s);
    const QString clock = u"SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint"_s;
    const qint64 before = m_database->value(clock).toLongLong();
    const auto processing = await(setStatus(service, id, TaskStatus::Kind::Processing));
    const qint64 after = m_database->value(clock).toLongLong();
    VERIFY_FINE(processing);
    QCOMPARE(processing->id, id);
    QCOMPARE(processing->status, TaskStatus(TaskStatus::Kind::Processing));
    QCOMPARE(processing->createdAt->toIso8601(), u"2020-01-01T00:00:00.000000+00:00"_s);
    QVERIFY(processing->updatedAt->microseconds() >= before
            && processing->updatedAt->microseconds() <= after);

    const ResultId result(u"99999999-0000-4000-8000-000000000001"_s);
    const auto done = await(setStatus(service, id, TaskStatus::Kind::Completed, result, u"it's \\ %2 🚀"_s));
    VERIFY_FINE(done);
    QCOMPARE(done->resultId, std::optional(result));
    QCOMPARE(done->errorMessage, std::optional(u"it's \\ %2 🚀"_s));
    QVERIFY(*done->updatedAt > *processing->updatedAt);
    QCOMPARE(stored(u"concat_ws('|', status, result_id, error_message)"_s, id),
             u"completed|"_s + result.toText() + u"|it's \\ %2 🚀"_s);
    QVERIFY(*done == success(service.getTask(id)));
}

void TestTaskService::updateKeepsWhatIsNotGiven()
{
    TaskService &service = open(people::serviceRole(*m_database));
    const TaskId id(insert(ann));
    const ResultId result(u"99999999-0000-4000-8000-000000000001"_s);
    success(setStatus(service, id, TaskStatus::Kind::Failed, result, u"an error"_s));
    const Task canceled = success(setStatus(service, id, TaskStatus::fromText(u"canceled"_s)));
    QCOMPARE(canceled.status.toText(), u"canceled"_s);
    QCOMPARE(canceled.resultId, std::optional(result));
    QCOMPARE(canceled.errorMessage, std::optional(u"an error"_s));
    const Task again = success(setStatus(service, id, TaskStatus::Kind::Failed, {}, u"another"_s));
    QCOMPARE(again.resultId, std::optional(result));
    QCOMPARE(again.errorMessage, std::optional(u"another"_s));
}

void TestTaskService::updateOfNoTask_data()
{
    addEyes();
}

void TestTaskService::updateOfNoTask()
{
    QFETCH(bool, seesAll);
    TaskService &service = openAsGiven();
    const TaskId bobs(insert(bob));
    QCOMPARE(outcomeOf(setStatus(service, unknownId, TaskStatus::Kind::Failed)), u"NotFound"_s);
    QCOMPARE(outcomeOf(setStatus(service, bobs, TaskStatus::Kind::Failed)),
             seesAll ? u"fine"_s : u"NotFound"_s);
    QCOMPARE(stored(u"status"_s, bobs), seesAll ? u"failed"_s : u"pending"_s);
}

void TestTaskService::getsATask_data()
{
    addEyes();
}

void TestTaskService::getsATask()
{
    QFETCH(bool, seesAll);
    TaskService &service = openAsGiven();
    const TaskId mine(insert(ann));
    const TaskId bobs(insert(bob));
    m_database->execute(u"UPDATE tasks SET error_message = repeat('long ', 1000), metadata = '{\"a\": 1}', "
                        "updated_at = 'infinity', created_at = NULL"_s);
    const auto found = await(service.getTask(mine, ann));
    VERIFY_FINE(found);
    QCOMPARE(found->id, mine);
    QCOMPARE(found->errorMessage->size(), 5'000);
    QCOMPARE(found->metadata, R"({"a": 1})"_ba);
    QCOMPARE(found->updatedAt, std::optional(Timestamp::infinity()));
    QVERIFY(!found->createdAt);
    QVERIFY(*found == success(service.getTask(mine)));

    QCOMPARE(outcomeOf(service.getTask(mine, bob)), u"NotFound"_s);
    QCOMPARE(outcomeOf(service.getTask(bobs, ann)), u"NotFound"_s);
    QCOMPARE(outcomeOf(service.getTask(unknownId, ann)), u"NotFound"_s);
    QCOMPARE(outcomeOf(service.getTask(unknownId)), u"NotFound"_s);
    QCOMPARE(outcomeOf(service.getTask(bobs, bob)), seesAll ? u"fine"_s : u"NotFound"_s);
    QCOMPARE(outcomeOf(service.getTask(bobs)), seesAll ? u"fine"_s : u"NotFound"_s);
    QCOMPARE(success(service.getTask(TaskId(mine.toText().toUpper()), UserId(ann.toText().toUpper()))).id,
             mine);
}

void TestTaskService::getsSeveralTasks()
{
    TaskService &service = open(people::serviceRole(*m_database));
    const TaskId first(insert(ann));
    const TaskId second(insert(bob));
    insert(bob);
    QSet<TaskId> ids;
    for (const Task &one : success(service.getTasks({second, unknownId, first})))
        ids += one.id;
    QCOMPARE(ids, QSet<TaskId>({first, second}));
    QVERIFY(success(service.getTasks({})).isEmpty());
    QCOMPARE(outcomeOf(service.getTasks({first, TaskId(u"x"_s)})), u"InvalidInput"_s);
}

void TestTaskService::deletesATask_data()
{
    addEyes();
}

void TestTaskService::deletesATask()
{
    QFETCH(bool, seesAll);
    TaskService &service = openAsGiven();
    const TaskId mine(insert(ann));
    const TaskId other(insert(ann));
    const TaskId bobs(insert(bob));
    QCOMPARE(success(deleteTask(service, mine, bob)), false);
    QCOMPARE(success(deleteTask(service, unknownId, ann)), false);
    QCOMPARE(m_database->value(u"SELECT count(*) FROM tasks"_s), u"3"_s);
    QCOMPARE(success(deleteTask(service, mine, ann)), true);
    QCOMPARE(success(deleteTask(service, mine, ann)), false);
    QCOMPARE(success(deleteTask(service, bobs, bob)), seesAll);
    QCOMPARE(m_database->value(u"SELECT count(*) FROM tasks"_s), seesAll ? u"1"_s : u"2"_s);
    QCOMPARE(outcomeOf(service.getTask(mine)), u"NotFound"_s);
    QCOMPARE(outcomeOf(service.getTask(other)), u"fine"_s);
}

void TestTaskService::getsTaskByResult()
{
    TaskService &service = open(people::serviceRole(*m_database));
    const ResultId result(u"99999999-0000-4000-8000-000000000001"_s);
    insert(ann, u"'2026-03-01'"_s);
    const TaskId oldest(insert(ann, u"'2026-01-01'"_s));
    const TaskId bobs(insert(bob, u"'2025-01-01'"_s));
    QVERIFY(!success(service.getTaskByResultId(result, ann)));
    m_database->execute(u"UPDATE tasks SET result_id = '%1'"_s.arg(result.toText()));
    QCOMPARE(success(service.getTaskByResultId(result, ann))->id, oldest);
    QCOMPARE(success(service.getTaskByResultId(result, bob))->id, bobs);
    QVERIFY(!success(service.getTaskByResultId(result, stranger)));
    QVERIFY(!success(service.getTaskByResultId(ResultId(unknownId.toText()), ann)));

    TaskService &limited = open(m_database->profile(u"ann"_s));
    QCOMPARE(success(limited.getTaskByResultId(result, ann))->id, oldest);
    QVERIFY(!success(limited.getTaskByResultId(result, bob)));
}

// No rights is not the same as no rows.
void TestTaskService::loginWithoutRights()
{
    const TaskId id(insert(ann));
    TaskService &service = open(m_database->profile(u"authenticator"_s));
    const QString denied = u"PermissionDenied"_s;
    QCOMPARE(outcomeOf(createTask(service, ann, u"x"_s)), denied);
    QCOMPARE(outcomeOf(setStatus(service, id, TaskStatus::Kind::Failed)), denied);
    QCOMPARE(outcomeOf(service.getTask(id, ann)), denied);
    QCOMPARE(outcomeOf(service.getTask(id)), denied);
    QCOMPARE(outcomeOf(deleteTask(service, id, ann)), denied);
    QCOMPARE(outcomeOf(service.getTaskByResultId(ResultId(id.toText()), ann)), denied);
    QCOMPARE(outcomeOf(service.page({})), denied);
    QCOMPARE(outcomeOf(service.countsByStatus({})), denied);
    QCOMPARE(outcomeOf(service.exactCountsByStatus({})), denied);
    QCOMPARE(outcomeOf(service.typesInUse()), denied);
    const DeletionRun run(service, {task(id.toText())});
    QCOMPARE(run.summary(), u"done: refused 1"_s);
    QVERIFY2(run.why().contains(u"permission denied"_s), qPrintable(run.why()));
    QCOMPARE(stored(u"status"_s, id), u"pending"_s);
}

void TestTaskService::refusesBadInput_data()
{
    QTest::addColumn<Call>("call");
    const auto row = [](const char *name, const auto &ask) {
        QTest::newRow(name) << Call([ask](TaskService &service) { return outcomeOf(ask(service)); });
    };
    const UserId noUuid(u"ann"_s);
    const TaskId noId(u"7"_s);
    const QString nul = u"a\0b"_s;
    using Service = TaskService;

    row("create: user no UUID", [=](Service &s) { return createTask(s, noUuid, u"x"_s); });
    row("create: user empty", [](Service &s) { return createTask(s, UserId(), u"x"_s); });
    row("create: user with blank",
        [](Service &s) { return createTask(s, UserId(ann.toText() + u' '), u"x"_s); });
    row("create: user in braces",
        [](Service &s) { return createTask(s, UserId(u'{' + ann.toText() + u'}'), u"x"_s); });
    row("create: type empty", [](Service &s) { return createTask(s, ann, u""_s); });
    row("create: NUL in type", [=](Service &s) { return createTask(s, ann, nul); });
    for (const auto &[name, json] :
         {std::pair("array", "[]"_ba), std::pair("number", "1"_ba), std::pair("text", "\"x\""_ba),
          std::pair("null", "null"_ba), std::pair("not closed", "{"_ba), std::pair("trailing", "{} x"_ba),
          std::pair("words", "not json"_ba), std::pair("single quotes", "{'a': 1}"_ba),
          std::pair("NUL", "{\"a\": \"\0\"}"_ba), std::pair("escaped NUL", R"({"a": "\u0000"})"_ba),
          std::pair("escaped NUL in a key", R"({"\\\u0000": 1})"_ba),
          std::pair("not UTF-8", "{\"a\": \"\xff\"}"_ba), std::pair("blank", " "_ba)})
        row(("create: metadata " + QByteArray(name)).constData(),
            [json = json](Service &s) { return createTask(s, ann, u"x"_s, json); });

    const TaskStatus failed = TaskStatus::Kind::Failed;
    row("update: id no UUID", [=](Service &s) { return setStatus(s, noId, failed); });
    row("update: id empty", [=](Service &s) { return setStatus(s, TaskId(), failed); });
    row("update: NUL in id", [=](Service &s) { return setStatus(s, TaskId(nul), failed); });
    row("update: status empty", [](Service &s) { return setStatus(s, anyId, TaskStatus()); });
    row("update: NUL in status", [=](Service &s) { return setStatus(s, anyId, TaskStatus::fromText(nul)); });
    row("update: result no UUID", [=](Service &s) { return setStatus(s, anyId, failed, ResultId(u"r"_s)); });
    row("update: result empty", [=](Service &s) { return setStatus(s, anyId, failed, ResultId()); });
    row("update: NUL in error", [=](Service &s) { return setStatus(s, anyId, failed, {}, nul); });
    row("get: id no UUID", [=](Service &s) { return s.getTask(noId, ann); });
    row("get: id too long", [](Service &s) { return s.getTask(TaskId(QString(100'000, u'a')), ann); });
    row("get: user no UUID", [=](Service &s) { return s.getTask(anyId, noUuid); });
    row("get: SQL for an id", [](Service &s) { return s.getTask(TaskId(u"' OR true --"_s)); });
    row("get several: one no UUID", [=](Service &s) { return s.getTasks({anyId, noId}); });
    row("delete: id no UUID", [=](Service &s) { return deleteTask(s, noId, ann); });
    row("delete: user no UUID", [=](Service &s) { return deleteTask(s, anyId, noUuid); });
    row("by result: no UUID", [](Service &s) { return s.getTaskByResultId(ResultId(u"r"_s), ann); });
    row("by result: user empty",
        [](Service &s) { return s.getTaskByResultId(ResultId(anyId.toText()), UserId()); });

    const auto page = [=](const char *name, const PageRequest &request) {
        row(name, [=](Service &s) { return s.page(request); });
    };
    page("page: limit 0", limitedTo(0));
    page("page: limit 10001", limitedTo(10'001));
    page("page: NUL in status", pageOf(filtered(&TaskFilter::statuses, {u"failed"_s, nul})));
    page("page: NUL in excluded type", pageOf(filtered(&TaskFilter::types, {nul}, true)));
    page("page: NUL in user", pageOf(filtered(&TaskFilter::users, {nul})));
    page("page: user no part of a UUID", pageOf(filtered(&TaskFilter::users, {u"ann"_s})));
    page("page: NUL in text", pageOf(withText(nul)));
    page("page: watched id no UUID", watching({anyId, noId}));
    row("counts: NUL in type",
        [=](Service &s) { return s.countsByStatus(filtered(&TaskFilter::types, {nul})); });
    row("counts: user no part of a UUID",
        [](Service &s) { return s.countsByStatus(filtered(&TaskFilter::users, {u"zz"_s})); });
    row("exact counts: NUL in text", [=](Service &s) { return s.exactCountsByStatus(withText(nul)); });
}

void TestTaskService::refusesBadInput()
{
    QFETCH(Call, call);
    TaskService &service = open(people::serviceRole(*m_database));
    // Every statement that a backend is sent leaves its time there.
    const QString lastStatements =
        u"SELECT pid, query_start FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid() ORDER BY pid"_s;
    const auto before = m_database->execute(lastStatements);
    QVERIFY(!before.isEmpty());
    QCOMPARE(call(service), u"InvalidInput"_s);
    QCOMPARE(m_database->execute(lastStatements), before);
}

// Such tasks are never shown; with one of them nothing of the others is changed either.
void TestTaskService::refusesRunsOfBadInput()
{
    const Task fine = task(insert(ann));
    TaskService &service = open(people::serviceRole(*m_database));
    const TaskStatus nul = TaskStatus::fromText(u"a\0b"_s);
    for (const Task &bad : {task(u"7"_s), task(anyId.toText(), nul)}) {
        const DeletionRun run(service, {fine, bad});
        QCOMPARE(run.summary(), u"failed: "_s);
        QVERIFY(!run.why().isEmpty());
    }
    QCOMPARE(DeletionRun(service, {}).summary(), u"done: "_s);
    QCOMPARE(stored(u"status"_s, fine.id), u"pending"_s);
}

void TestTaskService::refusesBadInputWithoutAServer()
{
    m_database->execute(u"DROP ROLE IF EXISTS leaver; CREATE ROLE leaver LOGIN IN ROLE postgres BYPASSRLS"_s);
    TaskService &service = open(m_database->profile(u"leaver"_s));
    const TaskId id(insert(ann));
    m_database->execute(u"ALTER ROLE leaver NOLOGIN"_s);
    m_database->execute(
        u"SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE usename = 'leaver'"_s);
    QCOMPARE(outcomeOf(service.getTask(TaskId(u"x"_s))), u"InvalidInput"_s);
    QCOMPARE(outcomeOf(createTask(service, ann, u""_s)), u"InvalidInput"_s);
    QCOMPARE(outcomeOf(service.getTask(id)), u"Connection"_s);
    QCOMPARE(outcomeOf(service.getTask(id)), u"Authentication"_s);
    QCOMPARE(outcomeOf(service.page(limitedTo(0))), u"InvalidInput"_s);
    m_database->execute(u"ALTER ROLE leaver LOGIN"_s);
    QCOMPARE(outcomeOf(service.getTask(id)), u"fine"_s);
    m_service.reset();
    m_database->execute(u"DROP ROLE leaver"_s);
}

void TestTaskService::readsAreReadOnly_data()
{
    QTest::addColumn<Call>("call");
    const auto row = [](const char *name, const auto &ask) {
        QTest::newRow(name) << Call([ask](TaskService &service) { return outcomeOf(ask(service)); });
    };
    row("get", [](TaskService &s) { return s.getTask(anyId, ann); });
    row("get one", [](TaskService &s) { return s.getTask(anyId); });
    row("get several", [](TaskService &s) { return s.getTasks({anyId}); });
    row("by result", [](TaskService &s) { return s.getTaskByResultId(ResultId(anyId.toText()), ann); });
    row("page", [](TaskService &s) { return s.page({}); });
    row("counts", [](TaskService &s) { return s.countsByStatus({}); });
    row("exact counts", [](TaskService &s) { return s.exactCountsByStatus({}); });
    row("types", [](TaskService &s) { return s.typesInUse(); });
}

// A table whose reading writes: the server must see that the request may not.
void TestTaskService::readsAreReadOnly()
{
    QFETCH(Call, call);
    useOwnDatabase();
    m_database->execute(
        u"CREATE TABLE read_log (at timestamptz); "
        "CREATE FUNCTION logged() RETURNS text LANGUAGE sql VOLATILE AS "
        "'INSERT INTO read_log VALUES (now()) RETURNING ''x'''; "
        "CREATE VIEW logged_tasks AS SELECT '%1'::uuid AS id, '%2'::uuid AS user_id, logged() AS type, "
        "logged() AS status, now() AS created_at, '%1'::uuid AS result_id, logged() AS error_message"_s.arg(
            anyId.toText(), ann.toText()));
    ConnectionProfile profile = m_database->profile();
    profile.table = u"logged_tasks"_s;
    QCOMPARE(call(open(profile)), u"ReadOnly"_s);
    QCOMPARE(m_database->value(u"SELECT count(*) FROM read_log"_s), u"0"_s);
}

void TestTaskService::writesToAReadOnlyServer()
{
    useOwnDatabase();
    const TaskId id(insert(ann));
    m_database->execute(
        u"ALTER DATABASE %1 SET default_transaction_read_only = on"_s.arg(m_database->name()));
    TaskService &service = open(people::serviceRole(*m_database));
    QVERIFY(success(service.open()).server.readOnly);
    QCOMPARE(outcomeOf(createTask(service, ann, u"x"_s)), u"ReadOnly"_s);
    QCOMPARE(outcomeOf(setStatus(service, id, TaskStatus::Kind::Failed)), u"ReadOnly"_s);
    QCOMPARE(outcomeOf(deleteTask(service, id, ann)), u"ReadOnly"_s);
    QCOMPARE(DeletionRun(service, {task(id.toText())}).summary(), u"failed: "_s);
    QCOMPARE(outcomeOf(service.getTask(id, ann)), u"fine"_s);
}

// It is the server that refuses: the calls are sent as any other.
void TestTaskService::writesWithAReadOnlyProfile()
{
    const TaskId id(insert(ann));
    ConnectionProfile profile = people::serviceRole(*m_database);
    profile.readOnly = true;
    TaskService &service = open(profile);
    QCOMPARE(success(service.open()).restraint, Restraint::Profile);
    const auto created = await(createTask(service, ann, u"x"_s));
    QCOMPARE(outcomeOf(created), u"ReadOnly"_s);
    QCOMPARE(created.error().sqlState, u"25006"_s);
    QCOMPARE(outcomeOf(setStatus(service, id, TaskStatus::Kind::Failed)), u"ReadOnly"_s);
    QCOMPARE(outcomeOf(deleteTask(service, id, ann)), u"ReadOnly"_s);
    QCOMPARE(DeletionRun(service, {task(id.toText())}).summary(), u"failed: "_s);
    QCOMPARE(outcomeOf(service.getTask(id, ann)), u"fine"_s);
    QCOMPARE(m_database->value(u"SELECT count(*) FROM tasks WHERE status = 'pending'"_s), u"1"_s);
}

void TestTaskService::marksDeletedRows()
{
    useOwnDatabase();
    m_database->execute(u"ALTER TABLE tasks ADD deleted_at timestamptz"_s);
    TaskService &service = open(people::serviceRole(*m_database));
    const TaskId id(insert(ann));
    const TaskId other(insert(ann));
    m_database->execute(u"UPDATE tasks SET result_id = '%1'"_s.arg(anyId.toText()));
    QCOMPARE(success(deleteTask(service, id, bob)), false);
    QCOMPARE(success(deleteTask(service, id, ann)), true);
    QCOMPARE(stored(u"deleted_at BETWEEN now() - interval '1 hour' AND now()"_s, id), u"t"_s);
    QCOMPARE(success(deleteTask(service, id, ann)), false);
    QCOMPARE(outcomeOf(service.getTask(id, ann)), u"NotFound"_s);
    QCOMPARE(outcomeOf(service.getTask(id)), u"NotFound"_s);
    QCOMPARE(outcomeOf(setStatus(service, id, TaskStatus::Kind::Failed)), u"NotFound"_s);
    QCOMPARE(success(service.getTasks({id, other})).size(), 1);
    QCOMPARE(success(service.getTaskByResultId(ResultId(anyId.toText()), ann))->id, other);
    QCOMPARE(success(service.page(watching({id}))).rows.size(), 1);
    QVERIFY(success(service.page(watching({id}))).watched.isEmpty());
    QCOMPARE(success(service.countsByStatus({})).total().value, 1);
    QCOMPARE(success(service.exactCountsByStatus({})).total().value, 1);
    const DeletionRun run(service, {success(service.getTask(other)), task(id.toText())});
    QCOMPARE(run.keys(RowState::Done), QVector<TaskKey>{other});
    QCOMPARE(run.keys(RowState::Gone), QVector<TaskKey>{id});
    QCOMPARE(m_database->value(u"SELECT count(deleted_at) FROM tasks"_s), u"2"_s);
}

void TestTaskService::otherTables_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("rest");
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("badId"); // empty: there is none

    const QString rest = u"type text, status text, created_at timestamptz, updated_at timestamptz, "
                         "result_id text, error_message text, metadata jsonb"_s;
    QTest::newRow("number") << u"bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, user_id bigint"_s << rest
                            << u"7"_s << u"x"_s;
    QTest::newRow("serial") << u"serial PRIMARY KEY, user_id int"_s << rest << u"7"_s << u"1.5"_s;
    QTest::newRow("text") << u"text PRIMARY KEY, user_id text"_s << rest << u"it's \\ me"_s << u""_s;
    QTest::newRow("padded") << u"char(40) PRIMARY KEY, user_id char(20)"_s << rest << u"me"_s << u""_s;
    QTest::newRow("varchar") << u"varchar(36) PRIMARY KEY, user_id varchar(20)"_s
                             << QString(rest).replace(u"text"_s, u"varchar(60)"_s) << u"me"_s << u""_s;
    QTest::newRow("padded words") << u"uuid PRIMARY KEY, user_id text"_s
                                  << QString(rest).replace(u"text"_s, u"char(60)"_s) << u"me"_s << u"x"_s;
    QTest::newRow("no default") << u"uuid PRIMARY KEY, user_id uuid"_s << rest << ann.toText() << u"x"_s;
    QTest::newRow("domain") << u"app.\"Id\" PRIMARY KEY, user_id app.\"Id\""_s << rest << ann.toText()
                            << u"x"_s;
    QTest::newRow("json, local time")
        << u"uuid PRIMARY KEY, user_id uuid"_s
        << QString(rest).replace(u"jsonb"_s, u"json"_s).replace(u"timestamptz"_s, u"timestamp"_s)
        << ann.toText() << u"x"_s;
}

void TestTaskService::otherTables()
{
    QFETCH(QString, id);
    QFETCH(QString, rest);
    QFETCH(QString, user);
    QFETCH(QString, badId);
    useOwnDatabase();
    m_database->execute(
        u"CREATE SCHEMA app; CREATE DOMAIN app.\"Id\" AS uuid; CREATE TABLE app.\"My Tasks\" (id %1, %2)"_s
            .arg(id, rest));
    ConnectionProfile profile = m_database->profile();
    profile.schema = u"app"_s;
    profile.table = u"My Tasks"_s;
    TaskService &service = open(profile);
    const UserId me(user);
    const Task first = success(createTask(service, me, u"generation"_s, R"({"a":1})"));
    const Task second = success(createTask(service, me, u"refinement"_s));
    QVERIFY(first.id != second.id && !first.id.isEmpty());
    QVERIFY(first.userId == me);
    QCOMPARE(first.type.value_or(QString()), u"generation"_s);
    QCOMPARE(first.status, TaskStatus(TaskStatus::Kind::Pending));
    QVERIFY(success(service.getTask(first.id, me)) == first);
    const Task done =
        success(setStatus(service, first.id, TaskStatus::Kind::Failed, ResultId(u"r'1"_s), u"error"_s));
    QCOMPARE(done.status, TaskStatus(TaskStatus::Kind::Failed));
    QCOMPARE(success(service.getTaskByResultId(ResultId(u"r'1"_s), me))->id, first.id);
    QCOMPARE(success(service.page({})).rows.first().task.id, second.id);
    if (!badId.isEmpty())
        QCOMPARE(outcomeOf(service.getTask(TaskId(badId))), u"InvalidInput"_s);

    QCOMPARE(success(service.page(pageOf(withText(first.id.toText())))).rows.size(), 1);
    QCOMPARE(success(service.page(pageOf(filtered(&TaskFilter::statuses, {u"failed"_s})))).rows.size(), 1);
    QCOMPARE(success(service.page(pageOf(filtered(&TaskFilter::types, {u"generation"_s}, true))))
                 .rows.first()
                 .task.id,
             second.id);
    QCOMPARE(success(service.page(watching({first.id}, filtered(&TaskFilter::users, {user})))).watched.size(),
             1);
    QCOMPARE(success(service.typesInUse()).values, QStringList({u"generation"_s, u"refinement"_s}));
    QCOMPARE(success(service.countsByStatus({})).total().value, 2);

    QCOMPARE(DeletionRun(service, {first, done}).summary(),
             u"done: done 2"_s); // one row, shown once as it was and once as it is
    QCOMPARE(success(deleteTask(service, second.id, me)), true);
    QVERIFY(success(service.page({})).rows.isEmpty());
}

void TestTaskService::enumStatus()
{
    useOwnDatabase();
    m_database->execute(
        u"CREATE SCHEMA app; CREATE TYPE app.word AS ENUM ('pending', 'processing', 'failed'); "
        "CREATE TABLE enum_tasks (id uuid PRIMARY KEY, user_id uuid, type app.word, status app.word, "
        "created_at timestamptz, updated_at timestamptz)"_s);
    ConnectionProfile profile = m_database->profile();
    profile.table = u"enum_tasks"_s;
    TaskService &service = open(profile);
    const Task task = success(createTask(service, ann, u"failed"_s));
    QCOMPARE(task.status, TaskStatus(TaskStatus::Kind::Pending));
    QCOMPARE(success(setStatus(service, task.id, TaskStatus::Kind::Failed)).status,
             TaskStatus(TaskStatus::Kind::Failed));
    QCOMPARE(outcomeOf(setStatus(service, task.id, TaskStatus::Kind::Completed)), u"InvalidInput"_s);
    QCOMPARE(outcomeOf(createTask(service, ann, u"generation"_s)), u"InvalidInput"_s);
    // A word that the server does not know is a value that no row has.
    QVERIFY(success(service.page(pageOf(filtered(&TaskFilter::statuses, {u"canceled"_s})))).rows.isEmpty());
    QCOMPARE(
        success(service.page(pageOf(filtered(&TaskFilter::statuses, {u"canceled"_s}, true)))).rows.size(), 1);
    QCOMPARE(success(service.countsByStatus({})).total().value, 1);
    QCOMPARE(success(service.typesInUse()).values, QStringList(u"failed"_s));
}

void TestTaskService::tableWithoutOptionalColumns()
{
    useOwnDatabase();
    m_database->execute(
        u"CREATE TABLE bare (id uuid PRIMARY KEY, user_id uuid, type text, status text, created_at timestamptz)"_s);
    ConnectionProfile profile = m_database->profile();
    profile.table = u"bare"_s;
    TaskService &service = open(profile);
    const Task task = success(createTask(service, ann, u"x"_s));
    QVERIFY(!task.metadata && !task.updatedAt && !task.resultId && !task.errorMessage);
    QCOMPARE(outcomeOf(createTask(service, ann, u"x"_s, R"({"a": 1})")), u"Unsupported"_s);
    QCOMPARE(success(setStatus(service, task.id, TaskStatus::Kind::Failed)).status,
             TaskStatus(TaskStatus::Kind::Failed));
    QCOMPARE(outcomeOf(setStatus(service, task.id, TaskStatus::Kind::Failed, ResultId(anyId.toText()))),
             u"Unsupported"_s);
    QCOMPARE(outcomeOf(setStatus(service, task.id, TaskStatus::Kind::Failed, {}, u"e"_s)), u"Unsupported"_s);
    QCOMPARE(outcomeOf(service.getTaskByResultId(ResultId(anyId.toText()), ann)), u"Unsupported"_s);
    QCOMPARE(outcomeOf(service.page(sortedBy(TaskField::UpdatedAt))), u"Unsupported"_s);
    QCOMPARE(outcomeOf(service.page(sortedBy(TaskField::Metadata))), u"Unsupported"_s);
    QVERIFY(success(service.page(pageOf(withText(u"timeout"_s)))).rows.isEmpty());
    QCOMPARE(success(service.page(pageOf(withText(task.id.toText().left(6))))).rows.size(), 1);
    QCOMPARE(DeletionRun(service, {task, success(service.getTask(task.id))}).summary(), u"done: done 2"_s);
}

void TestTaskService::beforeOpening()
{
    TaskService service(people::serviceRole(*m_database));
    QCOMPARE(service.profile(), people::serviceRole(*m_database));
    QCOMPARE(outcomeOf(service.getTask(anyId)), u"Connection"_s);
    QCOMPARE(outcomeOf(createTask(service, ann, u"x"_s)), u"Connection"_s);
    QCOMPARE(outcomeOf(service.page({})), u"Connection"_s);
    QCOMPARE(outcomeOf(service.countsByStatus({})), u"Connection"_s);
    QCOMPARE(outcomeOf(service.exactCountsByStatus({})), u"Connection"_s);
    QCOMPARE(outcomeOf(service.typesInUse()), u"Connection"_s);
    QCOMPARE(DeletionRun(service, {task(anyId.toText())}).summary(), u"Connection"_s);
}

void TestTaskService::lostConnection()
{
    TaskService &service = open(people::serviceRole(*m_database));
    const TaskId id(insert(ann));
    success(service.countsByStatus({}));
    const QString end =
        u"SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE usename = 'authenticator'"_s;
    m_database->execute(end);
    QCOMPARE(outcomeOf(service.getTask(id, ann)), u"Connection"_s);
    QCOMPARE(outcomeOf(service.countsByStatus({})), u"Connection"_s);
    QCOMPARE(outcomeOf(service.getTask(id, ann)), u"fine"_s);
    QCOMPARE(outcomeOf(service.countsByStatus({})), u"fine"_s);
}

void TestTaskService::lostWriteIsMadeOnce()
{
    TaskService &service = open(people::serviceRole(*m_database));
    m_database->execute(u"BEGIN; LOCK TABLE tasks IN EXCLUSIVE MODE"_s);
    const auto future = createTask(service, ann, u"x"_s);
    const QString waiting =
        u"SELECT count(*) FROM pg_stat_activity WHERE usename = 'authenticator' AND wait_event_type = 'Lock'"_s;
    QTRY_COMPARE_WITH_TIMEOUT(
        (m_database->execute(u"SELECT pg_stat_clear_snapshot()"_s), m_database->value(waiting)), u"1"_s,
        30'000);
    m_database->execute(
        u"SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE usename = 'authenticator'"_s);
    m_database->execute(u"COMMIT"_s);
    success(future);
    QCOMPARE(m_database->value(u"SELECT count(*) FROM tasks"_s), u"1"_s);
}

void TestTaskService::opensAgain()
{
    useOwnDatabase();
    TaskService &service = open(people::serviceRole(*m_database));
    QVERIFY(!success(service.open()).has(TaskField::Duration));
    m_database->execute(u"ALTER TABLE tasks DROP result_id"_s);
    QVERIFY(!success(service.open()).has(TaskField::ResultId));
    QCOMPARE(success(service.page({})).rows.size(), 0);
    m_database->execute(u"DROP TABLE tasks"_s);
    QCOMPARE(outcomeOf(service.open()), u"Unsupported"_s);
    QCOMPARE(outcomeOf(service.page({})), u"Unsupported"_s);
}

WATCHBILL_TEST(TestTaskService)

} // namespace tst_taskservice

#include "tst_taskservice.moc"
