// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "builtprograms.h"
#include "directconnection.h"
#include "runcommandtest.h"
#include "terminalprocess.h"
#include "testprogram.h"

#include <QtTest>

#include <csignal>

namespace tst_watchbillctlrunpeople {

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
    void stopsWhenTheHistoryIsFull();
    void askedToRunAgain();
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

// Whoever is asked is told how to undo it, which must be true.
void TestWatchbillctlRunPeople::stopsWhenTheHistoryIsFull()
{
    m_database->execute(
        u"UPDATE tasks SET metadata = to_jsonb((SELECT string_agg(md5(n::text || id), '') FROM "
        "generate_series(1, 1250) n)) WHERE status = 'completed'"_s); // 2 MB
    const QString before = rows();
    QVERIFY(QDir().mkpath(m_data->filePath(u"config/watchbill"_s)));
    QFile settings(m_data->filePath(u"config/watchbill/watchbill.conf"_s));
    QVERIFY(settings.open(QIODevice::WriteOnly));
    settings.write("[journal]\nmegabytes=1\n");
    settings.close();
    QProcessEnvironment limited = environment();
    limited.insert(u"XDG_CONFIG_HOME"_s, m_data->filePath(u"config"_s));
    TerminalProcess process(arguments({u"delete"_s, u"--where"_s, u"status:completed"_s}), limited);
    process.answer("y\n");
    const Finished done = process.finish();
    QCOMPARE(done.status, 1);
    QVERIFY2(done.messages.contains("space limit is 1 MB"), done.messages.constData());
    QVERIFY2(done.messages.contains("watchbillctl undo 1"), done.messages.constData());
    QVERIFY2(value(u"SELECT count(*) BETWEEN 270 AND 290 FROM tasks"_s) == "t"_L1,
             qPrintable(value(u"SELECT count(*) FROM tasks"_s)));
    const QJsonObject line = run({u"history"_s}).list().first().toObject();
    QCOMPARE(line[u"state"_s].toString(), u"failed"_s);
    QVERIFY(line[u"rows_kept"_s].toBool());
    QCOMPARE(run({u"undo"_s, u"1"_s, u"--yes"_s}).status, 0);
    QCOMPARE(rows(), before);
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

void TestWatchbillctlRunPeople::askedToRunAgain()
{
    m_database->execute(u"ALTER TABLE tasks ALTER id ADD GENERATED BY DEFAULT AS IDENTITY (START 1001); "
                        "UPDATE tasks SET status = 'processing' WHERE id <= 3"_s);
    const QStringList again{u"--may-run-again"_s, u"rerun"_s, u"--where"_s};
    const Finished few = runOnTerminal(again + QStringList{u"status:processing"_s}, {"y\n"});
    QVERIFY2(few.messages.contains("Run 3 tasks again? [y/N]"), few.messages.constData());
    QVERIFY2(few.messages.contains("watchbillctl undo 1"), few.messages.constData());
    QCOMPARE(few.status, 0);
    QCOMPARE(value(u"SELECT count(*) FROM tasks"_s), u"303"_s);
    const Finished many = runOnTerminal(again + QStringList{u"status:failed"_s}, {"247\n"});
    QVERIFY2(many.messages.contains("Type 247 to run them again:"), many.messages.constData());
    QCOMPARE(many.status, 0);
    QCOMPARE(value(u"SELECT count(*) FROM tasks"_s), u"550"_s);
    const Finished undone = runOnTerminal({u"undo"_s, u"1"_s}, {"y\n"});
    QVERIFY2(undone.messages.contains("Remove 3 new tasks? [y/N]"), undone.messages.constData());
    QCOMPARE(value(u"SELECT count(*) FROM tasks"_s), u"547"_s);
}

void TestWatchbillctlRunPeople::showsHowFarItIs()
{
    DirectConnection other(m_database->connection());
    other.execute(u"BEGIN; SELECT FROM tasks WHERE id = 100 FOR UPDATE"_s);
    TerminalProcess process({u"--connection"_s, m_database->connection(), u"delete"_s, u"--where"_s,
                             u"status:failed"_s, u"--yes"_s},
                            environment());
    QTRY_VERIFY2_WITH_TIMEOUT(process.shown().contains("0 of 250"), process.shown().constData(), 60'000);
    QTRY_VERIFY2_WITH_TIMEOUT(
        process.shown().contains("Waits for a lock of another session (user watchbill, process "),
        process.shown().constData(), 60'000);
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

} // namespace tst_watchbillctlrunpeople

#include "tst_watchbillctlrunpeople.moc"
