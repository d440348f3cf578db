// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "service/failurecause.h"

#include "connectionteststeps.h"
#include "deletionrun.h"
#include "outcome.h"
#include "requests.h"
#include "service/taskservice.h"
#include "singlechanges.h"
#include "testprogram.h"
#include "testserver.h"

#include <QTest>

namespace tst_failurecause {

using namespace Qt::StringLiterals;
using namespace watchbill;
using namespace watchbill::requests;

using SetUp = TestDatabase::SetUp;

/// What the table, its policies, triggers and views do is not taken for a mistake of the person's, nor the reverse.
class TestFailureCause : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();

    void ofReading_data();
    void ofReading();
    void ofAValue();
    void ofDeleting_data();
    void ofDeleting();
    void keepsWhatTheServerSays();
    void idleSessionTimeout();

private:
    ConnectionProfile profile(const QString &table, const QString &user = {}) const;

    std::unique_ptr<TestDatabase> m_database;
};

void TestFailureCause::initTestCase()
{
    m_database = std::make_unique<TestDatabase>();
    m_database->execute(
        u"CREATE TABLE plain (id bigint PRIMARY KEY, user_id text DEFAULT 'u', type text DEFAULT 't', "
        "status text DEFAULT 'failed', created_at timestamptz DEFAULT '2026-01-01Z', "
        "updated_at timestamptz DEFAULT '2026-01-01Z', error_message text, metadata jsonb);"
        "INSERT INTO plain (id) SELECT generate_series(1, 5);"
        "CREATE ROLE app LOGIN; CREATE ROLE blank LOGIN; CREATE ROLE app_norls LOGIN;"
        "ALTER ROLE blank SET app.current_user_id = ''; ALTER ROLE app_norls SET row_security = off"_s);
    for (const QString &table : {u"looped"_s, u"by_setting"_s, u"secret"_s, u"referred"_s,
                                 u"referred_later"_s, u"guarded"_s, u"dated"_s})
        m_database->execute(
            u"CREATE TABLE %1 (LIKE plain INCLUDING ALL); INSERT INTO %1 SELECT * FROM plain"_s.arg(table));
    m_database->execute(
        u"ALTER TABLE looped ENABLE ROW LEVEL SECURITY;"
        "CREATE POLICY p ON looped USING (user_id IN (SELECT user_id FROM looped));"
        "ALTER TABLE by_setting ENABLE ROW LEVEL SECURITY;"
        "CREATE POLICY p ON by_setting USING (id = current_setting('app.current_user_id')::bigint);"
        "CREATE TABLE unreadable (id bigint); ALTER TABLE secret ENABLE ROW LEVEL SECURITY;"
        "CREATE POLICY p ON secret USING (id IN (SELECT id FROM unreadable));"
        "GRANT ALL ON plain, looped, by_setting, secret TO app, blank, app_norls;"
        "CREATE VIEW dividing AS SELECT id, user_id, (1 / (id - 3))::text AS type, status, created_at FROM plain;"
        "CREATE TYPE state AS ENUM ('pending', 'failed');"
        "CREATE TABLE typed (id inet PRIMARY KEY, user_id text, type text, status state, created_at timestamptz);"
        "INSERT INTO typed VALUES ('10.0.0.1', 'u', 't', 'failed', '2026-01-01Z');"
        "CREATE TABLE child (task bigint REFERENCES referred (id)); INSERT INTO child VALUES (2);"
        "CREATE TABLE child_later (task bigint REFERENCES referred_later (id) DEFERRABLE INITIALLY DEFERRED);"
        "INSERT INTO child_later VALUES (2);"
        "CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION 'job % is referenced by billing', OLD.id USING HINT = 'Archive it instead.'; END $$;"
        "CREATE TRIGGER keep BEFORE DELETE ON guarded FOR EACH ROW EXECUTE FUNCTION keep();"
        "CREATE FUNCTION break() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN 1 / (OLD.id - OLD.id); END $$;"
        "CREATE TRIGGER break BEFORE DELETE ON dated FOR EACH ROW EXECUTE FUNCTION break()"_s);
}

void TestFailureCause::cleanupTestCase()
{
    m_database.reset();
}

ConnectionProfile TestFailureCause::profile(const QString &table, const QString &user) const
{
    ConnectionProfile profile = m_database->profile(user);
    profile.table = table;
    return profile;
}

void TestFailureCause::ofReading_data()
{
    QTest::addColumn<QString>("table");
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("outcome");
    QTest::addColumn<QString>("sqlState");
    QTest::addColumn<QString>("words");

    QTest::newRow("policy refers to its table") << u"looped"_s << u"app"_s << u"Server"_s << u"42P17"_s
                                                << u"A row security policy of public.looped failed: "_s;
    QTest::newRow("policy needs a setting") << u"by_setting"_s << u"app"_s << u"Server"_s << u"42704"_s
                                            << u"A row security policy of public.by_setting failed: "_s;
    QTest::newRow("policy reads nonsense") << u"by_setting"_s << u"blank"_s << u"Server"_s << u"22P02"_s
                                           << u"A row security policy of public.by_setting failed: "_s;
    QTest::newRow("policy needs a right") << u"secret"_s << u"app"_s << u"PermissionDenied"_s << u"42501"_s
                                          << u"one of its row security policies needs more"_s;
    QTest::newRow("row_security is off") << u"by_setting"_s << u"app_norls"_s << u"PermissionDenied"_s
                                         << u"42501"_s << u"row_security is off"_s;
    QTest::newRow("view") << u"dividing"_s << QString() << u"Server"_s << u"22012"_s
                          << u"Reading the view public.dividing failed: "_s;
}

void TestFailureCause::ofReading()
{
    QFETCH(QString, table);
    QFETCH(QString, user);
    QFETCH(QString, words);
    TaskService service(profile(table, user));
    success(service.open());
    const PageRequest ofType = pageOf(filtered(&TaskFilter::types, {u"t"_s}));
    for (const PageRequest &request : {PageRequest(), ofType}) {
        const auto page = await(service.page(request));
        QTEST(outcomeOf(page), "outcome");
        QTEST(page.error().sqlState, "sqlState");
        QVERIFY2(page.error().message.contains(words), wordsOf(page));
    }
    const auto counted = await(service.countsByStatus({}));
    if (table != u"dividing"_s) // which counts without that column
        QVERIFY2(!counted && counted.error().message.contains(words), wordsOf(counted));
    const auto steps = stepsOf(profile(table, user));
    QCOMPARE(stepOf(steps, StepId::Table).state, ConnectionTestStep::State::Failed);
    VERIFY_SAYS(stepOf(steps, StepId::Table), words);
}

// What the database's encoding does not have cannot be looked for, and what a type does not have cannot be written.
void TestFailureCause::ofAValue()
{
    m_database->execute(
        u"CREATE DATABASE latin ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0"_s);
    ConnectionProfile latin = profile(u"plain"_s);
    latin.connection += u" dbname=latin"_s;
    DirectConnection(latin.connection)
        .execute(
            u"CREATE TABLE plain (id text PRIMARY KEY, user_id text, type text, status text, created_at timestamptz)"_s);
    {
        TaskService service(latin);
        success(service.open());
        QCOMPARE(success(service.page({})).rows.size(), 0);
        for (const TaskFilter &filter : {withText(u"🚀"_s), filtered(&TaskFilter::types, {u"🚀"_s})}) {
            const auto page = await(service.page(pageOf(filter)));
            if (!page) // or it has matched nothing, without having been sent
                QCOMPARE(outcomeOf(page), u"InvalidInput"_s);
        }
    }
    m_database->execute(u"DROP DATABASE latin WITH (FORCE)"_s);

    TaskService service(profile(u"typed"_s));
    success(service.open());
    const TaskId there(u"10.0.0.1/32"_s); // as the server writes it
    QCOMPARE(outcomeOf(setStatus(service, there, TaskStatus::fromText(u"unheard of"_s))), u"InvalidInput"_s);
    QCOMPARE(outcomeOf(setStatus(service, there, TaskStatus::Kind::Pending)), u"fine"_s);
    QCOMPARE(outcomeOf(createTask(service, UserId(u"u"_s), u"t"_s, {}, TaskId(u"nowhere"_s))),
             u"InvalidInput"_s);
}

void TestFailureCause::ofDeleting_data()
{
    QTest::addColumn<QString>("table");
    QTest::addColumn<QString>("summary");
    QTest::addColumn<QString>("words");

    const QString others = u"done: done 4, refused 1"_s;
    const QString none = u"done: refused 5"_s;
    QTest::newRow("referred to")
        << u"referred"_s << others
        << u"Rows in public.child still refer to a task, so it cannot be deleted. Key (id)=(2) is"_s;
    QTest::newRow("referred to, found at the end")
        << u"referred_later"_s << others
        << u"Rows in public.child_later still refer to a task, so it cannot be deleted. Key (id)=(2) is"_s;
    QTest::newRow("a trigger refuses")
        << u"guarded"_s << none
        << u"The table refused: job 1 is referenced by billing. Archive it instead."_s;
    QTest::newRow("a trigger fails") << u"dated"_s << none
                                     << u"Changing public.dated failed: division by zero."_s;
}

void TestFailureCause::ofDeleting()
{
    QFETCH(QString, table);
    QFETCH(QString, words);
    TaskService service(profile(table));
    success(service.open());
    QVector<Task> tasks;
    for (const TaskRow &row : success(service.page(sortedBy(TaskField::Id, Qt::AscendingOrder))).rows)
        tasks += row.task;
    const DeletionRun run(service, tasks);
    QTEST(run.summary(), "summary");
    QVERIFY2(run.why().contains(words), qPrintable(run.why()));
    QCOMPARE(m_database->value(u"SELECT count(*) FROM "_s + table).toInt(),
             run.keys(RowState::Refused).size());
}

void TestFailureCause::keepsWhatTheServerSays()
{
    TaskService service(profile(u"referred"_s));
    success(service.open());
    const auto deleted = await(deleteTask(service, TaskId(u"2"_s), UserId(u"u"_s)));
    QCOMPARE(outcomeOf(deleted), u"Server"_s);
    QCOMPARE(deleted.error().server.schema, u"public"_s);
    QCOMPARE(deleted.error().server.table, u"child"_s);
    QCOMPARE(deleted.error().server.constraint, u"child_task_fkey"_s);
    QVERIFY(hasDetails(deleted.error()));
    QVERIFY(serverReport(deleted.error()).contains(u"\nCONSTRAINT: child_task_fkey\nSQLSTATE: 23503"_s));

    TaskService other(profile(u"dated"_s));
    success(other.open());
    const auto failed = await(deleteTask(other, TaskId(u"2"_s), UserId(u"u"_s)));
    QVERIFY2(failed.error().server.context.contains(u"break()"_s), qPrintable(serverReport(failed.error())));
}

// The server had ended the session before it was asked: asking again does nothing twice.
void TestFailureCause::idleSessionTimeout()
{
    if (m_database->value(u"SHOW server_version_num"_s).toInt() < 140'000)
        QSKIP("This server knows no idle_session_timeout.");
    m_database->execute(u"CREATE ROLE idler LOGIN; ALTER ROLE idler SET idle_session_timeout = '100ms'; "
                        "GRANT ALL ON plain TO idler"_s);
    TaskService service(profile(u"plain"_s, u"idler"_s));
    success(service.open());
    for (int i = 0; i < 2; ++i) {
        QTRY_COMPARE_WITH_TIMEOUT(
            m_database->value(u"SELECT count(*) FROM pg_stat_activity WHERE usename = 'idler'"_s), u"0"_s,
            60'000);
        QCOMPARE(success(service.page({})).rows.size(), 5);
    }
    QTRY_COMPARE_WITH_TIMEOUT(
        m_database->value(u"SELECT count(*) FROM pg_stat_activity WHERE usename = 'idler'"_s), u"0"_s,
        60'000);
    QCOMPARE(success(setStatus(service, TaskId(u"1"_s), TaskStatus::Kind::Pending)).id, TaskId(u"1"_s));
}

WATCHBILL_TEST(TestFailureCause)

} // namespace tst_failurecause

#include "tst_failurecause.moc"
