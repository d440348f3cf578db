// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "builtprograms.h"
#include "testprogram.h"
#include "watchbillctlprocess.h"
#include "watchprocess.h"

#include <QtTest>

#include <csignal>
#include <memory>

namespace tst_watchbillctlwatchend {

using namespace Qt::StringLiterals;
using namespace watchbill;

/// What the command watch does when it cannot go on: try again, or end.
class TestWatchbillctlWatchEnd : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanupTestCase();

    void connectionEnded();
    void rightGone();
    void interrupted_data();
    void interrupted();
    void readerLeaves_data();
    void readerLeaves();
    void fullDisk();
    void serviceRoleLost();
    void refusedAtTheStart_data();
    void refusedAtTheStart();

private:
    int connections();

    std::unique_ptr<TestDatabase> m_database;
};

namespace {

const QString alice = u"11111111-1111-4111-8111-111111111111"_s;
const QString firstId = u"aaaaaaaa-0000-4000-8000-000000000001"_s;
const QString secondId = u"aaaaaaaa-0000-4000-8000-000000000002"_s;
const QString endConnections = u"SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                               "WHERE datname = current_database() AND pid <> pg_backend_pid()"_s;

} // namespace

void TestWatchbillctlWatchEnd::initTestCase()
{
    m_database = std::make_unique<TestDatabase>(TestDatabase::SetUp::Reference);
}

void TestWatchbillctlWatchEnd::init()
{
    m_database->execute(
        u"TRUNCATE tasks; INSERT INTO tasks (id, user_id, type, status) VALUES "
        "('%1', '%3', 't', 'pending'), ('%2', '%3', 't', 'pending')"_s.arg(firstId, secondId, alice));
}

void TestWatchbillctlWatchEnd::cleanupTestCase()
{
    m_database.reset();
}

int TestWatchbillctlWatchEnd::connections()
{
    return m_database
        ->value(u"SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
                "AND application_name = 'watchbill'"_s)
        .toInt();
}

void TestWatchbillctlWatchEnd::connectionEnded()
{
    WatchProcess watch(*m_database);
    for (const QString &status : {u"processing"_s, u"completed"_s}) {
        m_database->execute(endConnections);
        const QByteArray broken = watch.message();
        QVERIFY2(broken.endsWith("Retrying.\n"), broken.constData());
        m_database->execute(
            u"UPDATE tasks SET status = '%2', updated_at = now() WHERE id = '%1'"_s.arg(firstId, status));
        QCOMPARE(watch.message(), QByteArray("watchbillctl: Watching again.\n"));
        QCOMPARE(inShort(watch.change()), u"changed %1 %2"_s.arg(status, firstId));
    }
    m_database->execute(u"DELETE FROM tasks WHERE status = 'pending'"_s);
    QCOMPARE(inShort(watch.change()), "deleted pending "_L1 + secondId);
}

// A role that sees fewer tasks must not report the others as deleted.
void TestWatchbillctlWatchEnd::serviceRoleLost()
{
    TestDatabase database(TestDatabase::SetUp::Supabase);
    database.execute(u"CREATE ROLE helper LOGIN INHERIT IN ROLE authenticated; GRANT service_role TO helper; "
                     "INSERT INTO auth.users (id) VALUES ('%1'); "
                     "INSERT INTO tasks (user_id, type) VALUES ('%1', 't'), ('%1', 't')"_s.arg(alice));
    WatchProcess watch(database, {}, {u"--service-role"_s, u"service_role"_s}, u"helper"_s);
    // At once: a look in between would be refused, which ends it.
    database.execute(u"REVOKE service_role FROM helper; "_s + endConnections);
    QVERIFY(watch.message().endsWith("Retrying.\n"));
    QVERIFY(watch.message().contains("The service role service_role is not available"));
    QCOMPARE(watch.message(), QByteArray("watchbillctl: Watching again.\n"));
    database.execute(u"ALTER TABLE tasks DISABLE ROW LEVEL SECURITY; "
                     "DELETE FROM tasks WHERE ctid = '(0,1)'; UPDATE tasks SET status = 'visible'"_s);
    QVERIFY(inShort(watch.change()).contains(" visible "_L1));
}

// Trying again does not give the right back.
void TestWatchbillctlWatchEnd::rightGone()
{
    m_database->execute(u"CREATE ROLE reader LOGIN; GRANT SELECT ON tasks TO reader"_s);
    WatchProcess watch(*m_database, {}, {}, u"reader"_s);
    m_database->execute(u"REVOKE SELECT ON tasks FROM reader"_s);
    QVERIFY(watch.waitForEnd());
    m_database->execute(u"DROP ROLE reader"_s);
    QCOMPARE(watch.process().exitStatus(), QProcess::NormalExit);
    QCOMPARE(watch.process().exitCode(), 1);
    QVERIFY(watch.message().startsWith("watchbillctl: "));
    QCOMPARE(watch.message(), QByteArray("watchbillctl: permission denied for table tasks\n")); // --verbose
    QCOMPARE(watch.message(), QByteArray("watchbillctl: SQLSTATE: 42501\n"));
    QCOMPARE(watch.message(), QByteArray());
    QCOMPARE(watch.line(), QByteArray());
}

void TestWatchbillctlWatchEnd::interrupted_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("Ctrl+C") << SIGINT;
    QTest::newRow("terminated") << SIGTERM;
}

void TestWatchbillctlWatchEnd::interrupted()
{
    QFETCH(int, signal);
    WatchProcess watch(*m_database);
    m_database->execute(u"DELETE FROM tasks WHERE id = '%1'"_s.arg(firstId));
    QCOMPARE(inShort(watch.change()), "deleted pending "_L1 + firstId);
    QCOMPARE(connections(), 1);
    ::kill(pid_t(watch.process().processId()), signal);
    QVERIFY(watch.waitForEnd());
    QCOMPARE(watch.process().exitStatus(), QProcess::CrashExit); // by the signal
    QCOMPARE(watch.message(), QByteArray());
    QCOMPARE(watch.line(), QByteArray());
    QTRY_COMPARE_WITH_TIMEOUT(connections(), 0, 60'000);
}

void TestWatchbillctlWatchEnd::readerLeaves_data()
{
    QTest::addColumn<QString>("before");
    QTest::newRow("as usual") << QString();
    QTest::newRow("no signal") << u"trap '' PIPE; "_s; // as under Python's subprocess
}

// Without another change.
void TestWatchbillctlWatchEnd::readerLeaves()
{
    QFETCH(QString, before);
    QProcess shell;
    shell.setProcessEnvironment(environmentWithoutServer());
    shell.start(u"sh"_s,
                {u"-c"_s,
                 before + u"\"$0\" --connection \"$1\" --format csv watch --interval 0.1 | head -n 1"_s,
                 builtWatchbillctl(), m_database->connection()});
    QVERIFY(shell.waitForFinished(60'000));
    QVERIFY(shell.readAllStandardOutput().startsWith("change,id,"));
    QCOMPARE(shell.readAllStandardError(), QByteArray());
}

void TestWatchbillctlWatchEnd::fullDisk()
{
    if (!QFile::exists(u"/dev/full"_s))
        QSKIP("There is no /dev/full here.");
    const Finished done =
        watchbillctl({u"--connection"_s, m_database->connection(), u"--format"_s, u"csv"_s, u"watch"_s},
                     {{}, u"/dev/full"_s});
    QCOMPARE(done.status, 1);
    QVERIFY2(done.hasOneMessage(), done.messages.constData());
}

void TestWatchbillctlWatchEnd::refusedAtTheStart_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("status");

    const QString connection = m_database->connection();
    const QStringList watch{u"--connection"_s, connection, u"watch"_s};
    QTest::newRow("user") << watch + QStringList{u"--user"_s, u"nobody"_s} << 2;
    QTest::newRow("interval") << watch + QStringList{u"--interval"_s, u"0.05"_s} << 2;
    QTest::newRow("no such table") << watch + QStringList{u"--table"_s, u"nowhere"_s} << 1;
    QTest::newRow("no server") << QStringList{u"--connection"_s, u"host=/nonexistent"_s, u"watch"_s} << 4;
    QTest::newRow("no login") << QStringList{u"--connection"_s, connection + u" user=nobody"_s, u"watch"_s}
                              << 4;
}

void TestWatchbillctlWatchEnd::refusedAtTheStart()
{
    QFETCH(QStringList, arguments);
    const Finished done = watchbillctl(arguments);
    QTEST(done.status, "status");
    QCOMPARE(done.output, QByteArray());
    QVERIFY2(done.hasOneMessage(), done.messages.constData());
}

WATCHBILL_TEST(TestWatchbillctlWatchEnd)

} // namespace tst_watchbillctlwatchend

#include "tst_watchbillctlwatchend.moc"
