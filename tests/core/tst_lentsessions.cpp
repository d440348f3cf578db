// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "postgres/connection.h"

#include "connectionteststeps.h"
#include "deletionrun.h"
#include "linkproxy.h"
#include "outcome.h"
#include "people.h"
#include "pgbouncer.h"
#include "postgres/channelsubscription.h"
#include "postgres/detachedthread.h"
#include "postgres/notificationlistener.h"
#include "requests.h"
#include "service/taskservice.h"
#include "singlechanges.h"
#include "testprogram.h"
#include "testserver.h"

#include <QTemporaryDir>
#include <QTest>

#include <functional>

namespace tst_lentsessions {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace watchbill;
using namespace watchbill::people;
using namespace watchbill::requests;

namespace {

constexpr int patient = 60'000; // milliseconds

// The trace of what was set in a session is a setting that reads '' instead of NULL.
const QString session =
    u"SELECT name, setting FROM pg_settings UNION ALL "
    "SELECT name, coalesce(quote_literal(current_setting(name, true)), 'NULL') FROM unnest(ARRAY["
    "'request.jwt.claims', 'request.jwt.claim.sub', 'request.jwt.claim.role']) name UNION ALL "
    "SELECT 'channel', pg_listening_channels() UNION ALL "
    "SELECT 'prepared', name FROM pg_prepared_statements UNION ALL "
    "SELECT 'cursor', name FROM pg_cursors UNION ALL "
    "SELECT 'lock', locktype FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'advisory' UNION ALL "
    "SELECT 'temporary', relname FROM pg_class WHERE relnamespace = pg_my_temp_schema() UNION ALL "
    "SELECT 'user', current_user || '/' || session_user ORDER BY 1, 2"_s;

// As an application has it: without claims it sees all.
const QString nextClient =
    u"SELECT count(*) FROM claimed "
    "WHERE coalesce((current_setting('request.jwt.claims', true)::json ->> 'sub')::uuid = user_id, true)"_s;

} // namespace

/// Behind a pooler in transaction mode whose pool is one session of the server: whoever comes next finds it as it
/// was before we came, whatever we did and however that ended.
class TestLentSessions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void init();
    void cleanup();

    void staysAsItWas_data();
    void staysAsItWas();
    void viewingRefusedWhereItWouldStay();
    void directSessionEndsWithViewing();
    void listensInSessionMode();

private:
    using Deed = std::function<void(TestLentSessions &)>;

    ConnectionProfile profile() const;
    TaskService &open(bool asAnn = false);
    void waitUntilAsked();
    void setTask(const QString &policy);

    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<PgBouncer> m_pooler;
    std::unique_ptr<LinkProxy> m_link;
    std::unique_ptr<TaskService> m_service;
};

void TestLentSessions::initTestCase()
{
    m_database = std::make_unique<TestDatabase>(TestDatabase::SetUp::Supabase);
    settleIn(*m_database);
    m_database->execute(
        u"INSERT INTO tasks (user_id, type, status) VALUES ('%1', 'x', 'failed'), ('%2', 'x', 'failed')"_s
            .arg(ann.toText(), bob.toText()));
    m_database->execute(u"CREATE TABLE claimed AS TABLE tasks; GRANT SELECT ON claimed TO authenticator"_s);
}

void TestLentSessions::cleanupTestCase()
{
    m_database.reset();
}

void TestLentSessions::init()
{
    m_pooler = std::make_unique<PgBouncer>(m_database->connection(), PgBouncer::Mode::Transaction, 1);
    m_link = std::make_unique<LinkProxy>(m_pooler->by(m_database->connection(u"authenticator"_s)));
}

void TestLentSessions::cleanup()
{
    m_service.reset();
    m_link.reset();
    m_pooler.reset();
    m_database->execute(u"DROP POLICY IF EXISTS trouble ON tasks"_s);
}

ConnectionProfile TestLentSessions::profile() const
{
    ConnectionProfile profile = serviceRole(*m_database);
    profile.connection = m_link->connection();
    profile.timeLimit = 1s;
    return profile;
}

TaskService &TestLentSessions::open(bool asAnn)
{
    m_service = std::make_unique<TaskService>(profile());
    if (asAnn)
        m_service->viewAs(ViewAsUser{ann});
    success(m_service->open());
    return *m_service;
}

// The server is busy with a page.
void TestLentSessions::waitUntilAsked()
{
    const auto isAsked = [this] {
        return m_database->value(
                   u"SELECT count(*) > 0 FROM pg_stat_activity WHERE datname = current_database() "
                   "AND pid <> pg_backend_pid() AND state = 'active' AND query LIKE '%FROM \"public\".\"tasks\" t%'"_s)
            == "t"_L1;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isAsked(), 15'000);
}

// For the users of the application; the service role is bound by none.
void TestLentSessions::setTask(const QString &policy)
{
    m_database->execute(
        u"CREATE POLICY trouble ON tasks AS RESTRICTIVE FOR SELECT TO authenticated USING (%1)"_s.arg(
            policy));
}

void TestLentSessions::staysAsItWas_data()
{
    QTest::addColumn<Deed>("deed");

    const auto row = [](const char *name, const Deed &deed) { QTest::newRow(name) << deed; };
    const auto exportTo = [](TaskService &service, bool isCancelled) {
        const QTemporaryDir folder;
        ExportRequest request;
        request.path = folder.filePath(u"tasks.csv"_s);
        const auto progress = std::make_shared<ExportProgress>();
        progress->isCancelled = isCancelled;
        await(service.exportTasks(request, progress));
    };
    const auto cancelled = [](TestLentSessions &test, TaskService &service) {
        const auto page = service.page({});
        test.waitUntilAsked();
        service.cancelPage();
        QCOMPARE(outcomeOf(page), u"Cancelled"_s);
    };
    const auto cut = [](TestLentSessions &test, TaskService &service) {
        const auto page = service.page({});
        test.waitUntilAsked();
        test.m_link->reset();
        QCOMPARE(outcomeOf(page), u"Connection"_s);
    };
    const QString slow = u"pg_sleep(30) IS NOT NULL"_s;

    row("listed", [](TestLentSessions &test) { success(test.open().page({})); });
    row("counted", [](TestLentSessions &test) {
        success(test.open().countsByStatus({}));
        success(test.m_service->typesInUse());
        success(test.m_service->busiestUsers());
    });
    row("written", [](TestLentSessions &test) {
        const Task task = success(createTask(test.open(), ann, u"y"_s));
        QCOMPARE(DeletionRun(*test.m_service, {task}).summary(), u"done: done 1"_s);
    });
    row("locked", [](TestLentSessions &test) {
        test.open().setReadOnly(true);
        success(test.m_service->page({}));
    });
    row("exported", [=](TestLentSessions &test) { exportTo(test.open(), false); });
    row("export cancelled", [=](TestLentSessions &test) { exportTo(test.open(), true); });
    row("tested", [](TestLentSessions &test) { stepsOf(test.profile()); });
    row("too slow", [](TestLentSessions &test) {
        test.open();
        DirectConnection locking(test.m_database->connection());
        locking.execute(u"BEGIN; LOCK TABLE tasks"_s);
        QCOMPARE(outcomeOf(test.m_service->page({})), u"Timeout"_s);
    });
    row("cancelled", [=](TestLentSessions &test) {
        test.open();
        DirectConnection locking(test.m_database->connection());
        locking.execute(u"BEGIN; LOCK TABLE tasks"_s);
        cancelled(test, *test.m_service);
    });
    row("link broken", [=](TestLentSessions &test) {
        test.open();
        DirectConnection locking(test.m_database->connection());
        locking.execute(u"BEGIN; LOCK TABLE tasks"_s);
        cut(test, *test.m_service);
    });
    row("listening", [](TestLentSessions &test) {
        NotificationListener listener;
        test.open().listen(listener);
        QTRY_COMPARE_WITH_TIMEOUT(listener.state().kind, ListenState::Kind::Unavailable, patient);
    });
    row("viewed as", [](TestLentSessions &test) {
        QCOMPARE(success(test.open(true).page({})).rows.size(), 1);
        QCOMPARE(success(test.m_service->countsByStatus({})).total().value, 1);
        test.m_service->viewAs(std::nullopt);
        success(test.m_service->open());
        QCOMPARE(success(test.m_service->page({})).rows.size(), 2);
    });
    row("exported as", [=](TestLentSessions &test) { exportTo(test.open(true), false); });
    row("export as cancelled", [=](TestLentSessions &test) { exportTo(test.open(true), true); });
    row("failed as", [](TestLentSessions &test) {
        test.open(true);
        test.setTask(u"1 / length(type) > 1 / (length(type) - 1)"_s);
        QVERIFY(!await(test.m_service->page({})));
    });
    row("too slow as", [=](TestLentSessions &test) {
        test.open(true);
        test.setTask(slow);
        QCOMPARE(outcomeOf(test.m_service->page({})), u"Timeout"_s);
    });
    row("cancelled as", [=](TestLentSessions &test) {
        test.open(true);
        test.setTask(slow);
        cancelled(test, *test.m_service);
    });
    row("link broken as", [=](TestLentSessions &test) {
        test.open(true);
        test.setTask(slow);
        cut(test, *test.m_service);
    });
    row("no such role to view with", [](TestLentSessions &test) {
        test.open();
        test.m_service->viewAs(ViewAsUser{ann, u"nobody"_s});
        QCOMPARE(outcomeOf(test.m_service->open()), u"NotFound"_s);
    });
}

void TestLentSessions::staysAsItWas()
{
    QFETCH(Deed, deed);
    const QString connection = m_pooler->by(m_database->connection(u"authenticator"_s));
    DirectConnection next(connection);
    const auto before = next.execute(session);
    deed(*this);
    const auto after = next.execute(session);
    for (const QStringList &one : after)
        QVERIFY2(before.contains(one), qPrintable(one.join(u" = "_s)));
    QCOMPARE(after, before);
    QCOMPARE(next.value(nextClient), u"2"_s);
    m_service.reset(); // and once nothing of ours is connected
    QVERIFY(detachedthread::waitForAll(patience));
    QCOMPARE(DirectConnection(connection).execute(session), before);
}

// Who may not end a session must not leave a trace in it either.
void TestLentSessions::viewingRefusedWhereItWouldStay()
{
    m_database->execute(u"REVOKE EXECUTE ON FUNCTION pg_terminate_backend FROM PUBLIC"_s);
    DirectConnection next(m_pooler->by(m_database->connection(u"authenticator"_s)));
    const auto before = next.execute(session);
    TaskService service(profile());
    service.viewAs(ViewAsUser{ann});
    const auto opened = await(service.open());
    m_database->execute(u"GRANT EXECUTE ON FUNCTION pg_terminate_backend TO PUBLIC"_s);
    QCOMPARE(outcomeOf(opened), u"Unsupported"_s);
    QVERIFY2(opened.error().message.contains(u"pooler"_s), wordsOf(opened));
    QCOMPARE(next.execute(session), before);
}

// Without a pooler one session serves for as long as someone is viewed as, and nothing after that.
void TestLentSessions::directSessionEndsWithViewing()
{
    Connection connection;
    connection.use(*ConnectionSettings::parse(m_database->connection(u"authenticator"_s)));
    const auto ask = [&](const SessionSettings &settings) {
        QString answer;
        const auto reply = connection.execute(
            settings,
            u"SELECT pg_backend_pid() || coalesce(current_setting('request.jwt.claims', true), ' NULL')"_s,
            [&](int, const ResultRows &rows) { answer = rows.text(0, 0); });
        return reply ? answer : reply.error().message;
    };
    SessionSettings plain;
    SessionSettings viewing;
    viewing.variables = {{u"request.jwt.claims"_s, u" {}"_s}};
    QVERIFY(ask(plain).endsWith(u" NULL"_s));
    const QString during = ask(viewing);
    QVERIFY2(during.endsWith(u" {}"_s), qPrintable(during));
    QCOMPARE(ask(viewing), during);
    const QString after = ask(plain);
    QVERIFY2(after.endsWith(u" NULL"_s), qPrintable(after));
    QVERIFY(after.section(u' ', 0, 0) != during.section(u' ', 0, 0));
}

void TestLentSessions::listensInSessionMode()
{
    m_pooler = std::make_unique<PgBouncer>(m_database->connection(), PgBouncer::Mode::Session);
    NotificationListener listener;
    listener.start(*ConnectionSettings::parse(m_pooler->by(m_database->connection())),
                   NotificationTopic{u"public"_s, u"tasks"_s});
    QTRY_COMPARE_WITH_TIMEOUT(listener.state().kind, ListenState::Kind::Listening, patient);
}

WATCHBILL_TEST(TestLentSessions)

} // namespace tst_lentsessions

#include "tst_lentsessions.moc"
