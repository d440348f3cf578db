// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "deletionrun.h"
#include "live/taskmonitor.h"
#include "outcome.h"
#include "postgres/connectionsettings.h"
#include "service/taskservice.h"
#include "singlechanges.h"
#include "source/sourcesentences.h"
#include "testcluster.h"
#include "testprogram.h"
#include "testserver.h"

#include <QTest>

#include <memory>

namespace tst_severalhosts {

using namespace Qt::StringLiterals;
using namespace watchbill;

namespace {

const UserId user(u"00000000-0000-4000-8000-0000000000aa"_s);
constexpr int patient = int(std::chrono::milliseconds(patience).count());

// All of them as one libpq connection.
ConnectionProfile onAll(ConnectionProfile profile, const QStringList &connections)
{
    for (const auto &keyword : {u"host"_s, u"port"_s}) {
        QStringList values;
        for (const QString &connection : connections)
            values += ConnectionSettings::parse(connection)->value(keyword);
        profile.connection += u' ' + ConnectionSettings::keyValue(keyword, values.join(u','));
    }
    return profile;
}

} // namespace

/// A connection that names several hosts: what is read comes from a standby if there is one, what is written goes to
/// the primary, on a connection of its own.
class TestSeveralHosts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void writesHaveTheirOwnConnection();
    void oneHostIsNoPrimaryElsewhere();
    void whoRefusesToWriteIsLeft();
    void noStandby();
    void readsFromTheStandby();
    void failover();
    void promotion();

private:
    ConnectionProfile profile(int hosts) const; // one server, named so often
    int connections(); // of ours that are open

    std::unique_ptr<TestDatabase> m_database;
};

void TestSeveralHosts::init()
{
    m_database = std::make_unique<TestDatabase>(TestDatabase::SetUp::Reference);
}

void TestSeveralHosts::cleanup()
{
    m_database.reset();
}

ConnectionProfile TestSeveralHosts::profile(int hosts) const
{
    return onAll(m_database->profile(), QStringList(hosts, m_database->connection()));
}

int TestSeveralHosts::connections()
{
    return m_database
        ->value(u"SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
                "AND application_name = 'watchbill'"_s)
        .toInt();
}

void TestSeveralHosts::writesHaveTheirOwnConnection()
{
    TaskService service(profile(2));
    const TaskSource source = success(service.open());
    QVERIFY(source.server.writesToPrimary);
    QCOMPARE(sourcesentences::obstacleToDeleting(source), QString());
    success(service.page({}));
    QCOMPARE(connections(), 1);
    const Task task = success(createTask(service, user, u"x"_s));
    QCOMPARE(connections(), 2);
    QCOMPARE(success(service.page({})).rows.size(), 1);
    success(setStatus(service, task.id, TaskStatus::Kind::Failed));
    QCOMPARE(success(deleteTask(service, task.id, user)), true);
    QCOMPARE(connections(), 2);
}

void TestSeveralHosts::oneHostIsNoPrimaryElsewhere()
{
    TaskService service(profile(1));
    QVERIFY(!success(service.open()).server.writesToPrimary);
}

// As after a failover, when the old primary has come back as a standby. The write itself is not repeated.
void TestSeveralHosts::whoRefusesToWriteIsLeft()
{
    TaskService service(profile(2));
    success(service.open());
    const QString forbid =
        u"ALTER DATABASE %1 SET default_transaction_read_only = "_s.arg(m_database->name());
    m_database->execute(forbid + u"on"_s);
    QCOMPARE(outcomeOf(createTask(service, user, u"x"_s)), u"ReadOnly"_s);
    m_database->execute(forbid + u"off"_s);
    QTRY_COMPARE_WITH_TIMEOUT(connections(), 1, 30'000);
    QCOMPARE(success(service.page({})).rows.size(), 0);
    success(createTask(service, user, u"x"_s)); // on a new connection
    QCOMPARE(success(service.page({})).rows.size(), 1);
}

void TestSeveralHosts::noStandby()
{
    ConnectionProfile standbys = profile(2);
    standbys.connection += u" target_session_attrs=standby"_s;
    TaskService service(standbys);
    QCOMPARE(outcomeOf(service.open()), u"Connection"_s);
}

void TestSeveralHosts::readsFromTheStandby()
{
    TestCluster primary(SetUp::Reference);
    const auto standby = TestCluster::standbyOf(primary);
    TaskService service(onAll(primary.profile(), {primary.connection(), standby->connection()}));
    const TaskSource source = success(service.open());
    QVERIFY(source.server.standby);
    QVERIFY(!source.server.readOnly);
    QCOMPARE(sourcesentences::obstacleToDeleting(source), QString());
    success(createTask(service, user, u"x"_s));
    standby->catchUpWith(primary);
    const TaskPage page = success(service.page({}));
    QVERIFY(page.isStandby);
    QCOMPARE(page.rows.size(), 1);
    QCOMPARE(DeletionRun(service, {page.rows.first().task}).summary(), u"done: done 1"_s);
    QCOMPARE(primary.value(u"SELECT count(*) FROM tasks"_s), u"0"_s);
}

// Nobody does anything: the standby, which is the primary now, is found, and takes what is written.
void TestSeveralHosts::failover()
{
    TestCluster primary(SetUp::Reference);
    const auto standby = TestCluster::standbyOf(primary);
    TaskService service(onAll(primary.profile(), {primary.connection(), standby->connection()}));
    TaskMonitor monitor(service);
    monitor.scheduler().setInterval(std::chrono::milliseconds(100));
    monitor.start({});
    QTRY_VERIFY_WITH_TIMEOUT(monitor.feed().hasPage(), patient);
    QVERIFY(monitor.source()->server.standby);
    success(createTask(service, user, u"before"_s));
    standby->catchUpWith(primary);
    primary.stop(TestCluster::Stop::Immediate);
    const auto between = await(createTask(service, user, u"between"_s));
    QVERIFY2(outcomeOf(between) == "Connection"_L1, wordsOf(between));
    standby->promote();
    QTRY_VERIFY_WITH_TIMEOUT(!monitor.source()->server.standby, patient);
    success(createTask(service, user, u"after"_s));
    QTRY_COMPARE_WITH_TIMEOUT(monitor.feed().loaded().size(), 2, patient);
    QCOMPARE(standby->value(u"SELECT string_agg(type, ',' ORDER BY created_at) FROM tasks"_s),
             u"before,after"_s);
}

// Of the only host: what may be done there is not what it was.
void TestSeveralHosts::promotion()
{
    TestCluster primary(SetUp::Reference);
    const auto standby = TestCluster::standbyOf(primary);
    TaskService service(standby->profile());
    TaskMonitor monitor(service);
    monitor.scheduler().setInterval(std::chrono::milliseconds(100));
    monitor.start({});
    QTRY_VERIFY_WITH_TIMEOUT(monitor.feed().hasPage(), patient);
    QVERIFY(!sourcesentences::obstacleToDeleting(*monitor.source()).isEmpty());
    QCOMPARE(outcomeOf(createTask(service, user, u"x"_s)), u"ReadOnly"_s);
    QTRY_COMPARE_WITH_TIMEOUT(monitor.listenState().kind, ListenState::Kind::Unavailable, patient);
    standby->promote();
    QTRY_COMPARE_WITH_TIMEOUT(sourcesentences::obstacleToDeleting(*monitor.source()), QString(), patient);
    QTRY_COMPARE_WITH_TIMEOUT(monitor.listenState().kind, ListenState::Kind::Listening, patient);
    success(createTask(service, user, u"x"_s));
    QTRY_COMPARE_WITH_TIMEOUT(monitor.feed().loaded().size(), 1, patient);
}

WATCHBILL_TEST(TestSeveralHosts)

} // namespace tst_severalhosts

#include "tst_severalhosts.moc"
