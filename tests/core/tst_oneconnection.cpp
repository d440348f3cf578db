// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "export/taskexport.h"
#include "live/taskmonitor.h"
#include "outcome.h"
#include "service/taskservice.h"
#include "testprogram.h"
#include "testserver.h"

#include <QTemporaryDir>
#include <QTest>

namespace tst_oneconnection {

using namespace Qt::StringLiterals;
using namespace watchbill;

namespace {

constexpr int patient = 30'000; // milliseconds

} // namespace

/// A login that the server grants one connection at a time, as servers within a program do for every login.
class TestOneConnection : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void everyRequest();
    void monitor();
    void endsWhileItShares();

private:
    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<TaskService> m_service;
};

void TestOneConnection::init()
{
    m_database = std::make_unique<TestDatabase>(TestDatabase::SetUp::Reference);
    m_database->execute(u"CREATE ROLE one LOGIN CONNECTION LIMIT 1; GRANT ALL ON tasks TO one; "
                        "INSERT INTO tasks (user_id, type, status) SELECT gen_random_uuid(), 't', 'failed' "
                        "FROM generate_series(1, 5)"_s);
    m_service = std::make_unique<TaskService>(m_database->profile(u"one"_s));
    success(m_service->open());
}

void TestOneConnection::cleanup()
{
    m_service.reset();
    m_database->execute(u"DROP OWNED BY one"_s);
    const auto isFree = [this] {
        return m_database->value(u"SELECT count(*) FROM pg_stat_activity WHERE usename = 'one'"_s) == "0"_L1;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isFree(), patient);
    m_database->execute(u"DROP ROLE one"_s);
    m_database.reset();
}

void TestOneConnection::everyRequest()
{
    QVERIFY(!m_service->hasOneConnection());
    QCOMPARE(success(m_service->countsByStatus({})).total().value, 5);
    QVERIFY(m_service->hasOneConnection());
    QCOMPARE(success(m_service->typesInUse()).values, QStringList{u"t"_s});
    QCOMPARE(success(m_service->exactCountsByStatus({})).total().value, 5);
    QTemporaryDir folder;
    ExportRequest request;
    request.path = folder.filePath(u"tasks.json"_s);
    QCOMPARE(success(m_service->exportTasks(request, std::make_shared<ExportProgress>())), 5);
    QCOMPARE(success(m_service->page({})).rows.size(), 5);
}

void TestOneConnection::monitor()
{
    TaskMonitor monitor(*m_service);
    monitor.start({});
    QTRY_VERIFY_WITH_TIMEOUT(monitor.counts() && monitor.types() && monitor.users(), patient);
    QCOMPARE(monitor.counts()->total().value, 5);
    monitor.refresh();
    QTRY_VERIFY_WITH_TIMEOUT(monitor.listenState().reason.contains(u"only one connection"_s), patient);
    m_database->execute(u"INSERT INTO tasks (user_id, type) VALUES (gen_random_uuid(), 'new')"_s);
    monitor.refresh();
    QTRY_COMPARE_WITH_TIMEOUT(monitor.feed().loaded().size(), 6, patient);
    QTRY_COMPARE_WITH_TIMEOUT(monitor.counts()->total().value, 6, patient);
    QVERIFY(!monitor.error());
    QVERIFY(monitor.listenState().reason.contains(u"only one connection"_s));
}

// What waits for the list's connection neither keeps it nor waits for ever.
void TestOneConnection::endsWhileItShares()
{
    m_database->execute(u"BEGIN; LOCK TABLE tasks"_s);
    const auto counts = m_service->countsByStatus({});
    const auto isWaiting = [this] {
        return TestDatabase().value(
                   u"SELECT count(*) FROM pg_stat_activity WHERE usename = 'one' AND wait_event_type = 'Lock'"_s)
            == "1"_L1;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isWaiting(), patient);
    m_service.reset();
    QCOMPARE(outcomeOf(counts), u"Cancelled"_s);
    m_database->execute(u"ROLLBACK"_s);
}

WATCHBILL_TEST(TestOneConnection)

} // namespace tst_oneconnection

#include "tst_oneconnection.moc"
