// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "builtprograms.h"
#include "directconnection.h"
#include "runcommandtest.h"
#include "terminalprocess.h"
#include "testprogram.h"

#include <QtTest>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace watchbill;

/// A run and the person at the terminal: questions, progress, Ctrl+C. Each function has a database and a terminal of its own, which takes most of a
/// second.
class TestWatchbillctlRunPeople : public RunCommandTest
{
    Q_OBJECT

private Q_SLOTS:
    void asked_data();
    void asked();
    void askedOfProcessing();
    void showsHowFarItIs();
    void cancelled_data();
    void cancelled();

private:
    Finished runOnTerminal(const QStringList &command, const QByteArrayList &typed);
};

Finished TestWatchbillctlRunPeople::runOnTerminal(const QStringList &command, const QByteArrayList &typed)
{
    TerminalProcess process(arguments(command), environment());
    for (const QByteArray &line : typed)
        process.answer(line);
    return process.finish();
}

void TestWatchbillctlRunPeople::asked_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QByteArray>("typed");
    QTest::addColumn<QByteArray>("question");
    QTest::addColumn<int>("left");
    QTest::newRow("yes") << u"status:completed"_s << QByteArray("y\n") << QByteArray("Delete 50 tasks?")
                         << 250;
    QTest::newRow("no") << u"status:completed"_s << QByteArray("n\n") << QByteArray("Delete 50 tasks?")
                        << 300;
    QTest::newRow("nothing") << u"status:completed"_s << QByteArray("\n") << QByteArray("Delete 50 tasks?")
                             << 300;
    QTest::newRow("number") << u"status:failed"_s << QByteArray("250\n")
                            << QByteArray("Type 250 to delete them:") << 50;
    QTest::newRow("another number") << u"status:failed"_s << QByteArray("25\n")
                                    << QByteArray("Type 250 to delete them:") << 300;
    QTest::newRow("yes for a number")
        << u"status:failed"_s << QByteArray("y\n") << QByteArray("Type 250 to delete them:") << 300;
}

void TestWatchbillctlRunPeople::asked()
{
    QFETCH(QString, query);
    QFETCH(QByteArray, typed);
    QFETCH(QByteArray, question);
    QFETCH(int, left);
    const Finished done = runOnTerminal({u"delete"_s, u"--where"_s, query}, {typed});
    QVERIFY2(done.messages.contains(question), done.messages.constData());
    QVERIFY2(done.messages.contains(query.toUtf8()), done.messages.constData());
    QCOMPARE(done.status, left == 300 ? 2 : 0);
    QCOMPARE(done.messages.contains("watchbillctl undo 1"), left < 300);
    QCOMPARE(value(u"SELECT count(*) FROM tasks"_s), QString::number(left));
}

void TestWatchbillctlRunPeople::askedOfProcessing()
{
    m_database->execute(u"UPDATE tasks SET status = 'processing' WHERE status = 'completed' AND id <= 260"_s);
    const QStringList deletion{u"delete"_s, u"--where"_s, u"status:completed,processing"_s};
    QCOMPARE(runOnTerminal(deletion, {"y\n", "n\n"}).status, 2);
    QCOMPARE(value(u"SELECT count(*) FROM tasks"_s), u"300"_s);
    QCOMPARE(runOnTerminal(deletion, {"y\n", "y\n"}).status, 0);
    QCOMPARE(value(u"SELECT count(*) FROM tasks"_s), u"250"_s);
}

void TestWatchbillctlRunPeople::showsHowFarItIs()
{
    DirectConnection other(m_database->connection());
    other.execute(u"BEGIN; SELECT FROM tasks WHERE id = 100 FOR UPDATE"_s);
    TerminalProcess process({u"--connection"_s, m_database->connection(), u"delete"_s, u"--where"_s,
                             u"status:failed"_s, u"--yes"_s},
                            environment());
    QTRY_VERIFY2_WITH_TIMEOUT(process.shown().contains("0 of 250"), process.shown().constData(), 60'000);
    other.execute(u"ROLLBACK"_s);
    const Finished done = process.finish();
    QCOMPARE(done.status, 0);
    QVERIFY2(done.messages.endsWith("\r\x1b[K"), done.messages.constData()); // and takes it away
    QCOMPARE(done.object()[u"done"_s].toInt(), 250);
}

void TestWatchbillctlRunPeople::cancelled_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("Ctrl+C") << SIGINT;
    QTest::newRow("terminated") << SIGTERM;
}

void TestWatchbillctlRunPeople::cancelled()
{
    QFETCH(int, signal);
    m_database->execute(u"SELECT 1"_s + insert(u"'failed'"_s, 1001, 4000));
    const QString before = rows();
    DirectConnection other(m_database->connection());
    other.execute(u"BEGIN; SELECT FROM tasks WHERE id = 3500 FOR UPDATE"_s);
    QProcess process;
    process.setProcessEnvironment(environment());
    process.start(builtWatchbillctl(),
                  {u"--connection"_s, m_database->connection(), u"delete"_s, u"--where"_s, u"status:failed"_s,
                   u"--yes"_s});
    QTRY_VERIFY_WITH_TIMEOUT(value(u"SELECT count(*) FROM tasks"_s).toInt() <= 2300, 60'000);
    QTRY_COMPARE_WITH_TIMEOUT(
        value(
            u"SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"_s),
        u"1"_s, 60'000);
    ::kill(pid_t(process.processId()), signal);
    QVERIFY(process.waitForFinished(60'000)); // although the lock is still held
    other.execute(u"ROLLBACK"_s);
    QCOMPARE(process.exitStatus(), QProcess::CrashExit); // by the signal, so that a shell's loop ends too
    QCOMPARE(process.exitCode(), signal);
    const QJsonObject report = QJsonDocument::fromJson(process.readAllStandardOutput()).object();
    QCOMPARE(report[u"state"_s].toString(), u"cancelled"_s);
    QCOMPARE(report[u"asked"_s].toInt(), 3250);
    const int done = report[u"done"_s].toInt();
    QVERIFY(done >= 1000);
    QCOMPARE(report[u"not_reached"_s].toInt(), 3250 - done);
    QCOMPARE(value(u"SELECT count(*) FROM tasks"_s), QString::number(3300 - done));
    const QByteArray messages = process.readAllStandardError();
    QVERIFY2(messages.contains("Cancelled"), messages.constData());
    QCOMPARE(run({u"undo"_s, u"1"_s, u"--yes"_s}).object()[u"undone"_s].toInt(), done);
    QCOMPARE(rows(), before);
}

WATCHBILL_TEST(TestWatchbillctlRunPeople)
#include "tst_watchbillctlrunpeople.moc"
