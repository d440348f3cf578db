// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "builtprograms.h"
#include "demo/privatecluster.h"
#include "outcome.h"
#include "testprogram.h"
#include "watchbillctlprocess.h"

#include <QFile>
#include <QJsonDocument>
#include <QProcess>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <memory>

namespace tst_watchbillctlcheck {

using namespace Qt::StringLiterals;
using namespace watchbill;

/// The connection test on the terminal.
class TestWatchbillctlCheck : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();

    void fine();
    void wrongPassword();
    void noSuchTable();
    void unreachablePort();
    void warnings();
    void refusedServiceLogin();
    void eachFormat();
    void fullDisk();
    void interrupted();

private:
    Finished check(const QStringList &options = {})
    {
        return watchbillctl(*m_database, options + QStringList{u"check"_s});
    }

    std::unique_ptr<TestDatabase> m_database;
};

namespace {

// "ok Reachable, FAIL Login": the marks that stand before these titles.
QStringList marksOf(const Finished &done)
{
    QStringList marks;
    for (const QByteArray &line : done.output.split('\n')) {
        if (!line.isEmpty() && !line.startsWith(' ')) // as what can be copied does
            marks += QString::fromUtf8(line.left(4)).trimmed();
    }
    return marks;
}

quint16 unusedPort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

} // namespace

void TestWatchbillctlCheck::initTestCase()
{
    m_database = std::make_unique<TestDatabase>(TestDatabase::SetUp::Reference);
}

void TestWatchbillctlCheck::cleanupTestCase()
{
    m_database.reset();
}

void TestWatchbillctlCheck::fine()
{
    const Finished done = check();
    QCOMPARE(done.status, 0);
    QCOMPARE(done.messages, QByteArray());
    QCOMPARE(marksOf(done), QStringList(11, u"ok"_s));
    QVERIFY2(done.output.contains("\nok    Login                  Logged in as watchbill to the database"),
             done.output.constData());
    QVERIFY2(done.output.contains("\nok    Table                  public.tasks is a table.\n"),
             done.output.constData());
}

void TestWatchbillctlCheck::wrongPassword()
{
    QTemporaryDir folder;
    QVERIFY(QFile::setPermissions(folder.path(), QFile::Permissions(0x7755))); // the server is not root's
    PrivateCluster cluster({.folder = folder.filePath(u"server"_s), .tcp = true});
    const auto connection = cluster.start();
    VERIFY_FINE(connection);
    const auto checked = [&](const QString &password) {
        return watchbillctl({u"--connection"_s,
                             *connection + u" host=127.0.0.1"_s
                                 + (password.isEmpty() ? QString() : u" password="_s + password),
                             u"check"_s});
    };
    QCOMPARE(marksOf(checked({})).mid(0, 4), QStringList(4, u"ok"_s));
    const Finished done = checked(u"quite-wrong"_s);
    QCOMPARE(done.status, 4);
    QCOMPARE(marksOf(done), (QStringList{u"ok"_s, u"ok"_s, u"FAIL"_s} + QStringList(8, u"skip"_s)));
    QVERIFY2(done.hasOneMessage() && done.messages.contains("The test failed at: Login."),
             done.messages.constData());
    QVERIFY(!done.output.contains("quite-wrong") && !done.messages.contains("quite-wrong"));
}

void TestWatchbillctlCheck::noSuchTable()
{
    const Finished done = check({u"--table"_s, u"tusks"_s});
    QCOMPARE(done.status, 4);
    QCOMPARE(marksOf(done),
             (QStringList(4, u"ok"_s) + QStringList{u"FAIL"_s, u"skip"_s, u"skip"_s, u"skip"_s}
              + QStringList(3, u"ok"_s)));
    QVERIFY2(done.output.contains("\nFAIL  Table                  There is no table public.tusks"),
             done.output.constData());
    QVERIFY2(done.hasOneMessage() && done.messages.contains("The test failed at: Table."),
             done.messages.constData());
}

void TestWatchbillctlCheck::unreachablePort()
{
    const QString connection = u"host=127.0.0.1 port=%1 user=x"_s.arg(unusedPort());
    const Finished done = watchbillctl({u"--connection"_s, connection, u"check"_s});
    QCOMPARE(done.status, 4);
    QCOMPARE(marksOf(done), (QStringList{u"FAIL"_s} + QStringList(10, u"skip"_s)));
    QVERIFY2(done.output.contains("refuses connections"), done.output.constData());
}

// They are no failure, and what the owner can mend is there to be copied.
void TestWatchbillctlCheck::warnings()
{
    m_database->execute(
        u"CREATE TABLE bare (LIKE tasks INCLUDING DEFAULTS); ALTER TABLE bare ADD PRIMARY KEY (id)"_s);
    const Finished done = check({u"--table"_s, u"bare"_s});
    QCOMPARE(done.status, 0);
    QCOMPARE(done.messages, QByteArray());
    QVERIFY2(done.output.contains("\nwarn  Indexes "), done.output.constData());
    QVERIFY2(done.output.contains("\n      CREATE INDEX CONCURRENTLY ON \"public\".\"bare\""),
             done.output.constData());
}

// The other login is tried then, and each step is told once.
void TestWatchbillctlCheck::refusedServiceLogin()
{
    const Finished done = check({u"--service-connection"_s, m_database->connection(u"nobody_here"_s)});
    QCOMPARE(done.status, 0);
    QCOMPARE(marksOf(done).size(), 11);
    QVERIFY2(done.output.contains("\nwarn  Login ") && done.output.contains("The service login was refused"),
             done.output.constData());
}

void TestWatchbillctlCheck::eachFormat()
{
    const QByteArrayList json =
        check({u"--format"_s, u"json"_s, u"--table"_s, u"tusks"_s}).output.split('\n');
    QCOMPARE(json.size(), 12); // the last one is empty
    const QJsonObject table = QJsonDocument::fromJson(json[4]).object();
    QCOMPARE(table[u"step"_s].toString(), u"table"_s);
    QCOMPARE(table[u"state"_s].toString(), u"failed"_s);
    QVERIFY(table[u"sentence"_s].toString().startsWith(u"There is no table public.tusks"_s));
    QVERIFY(table[u"advice"_s].isNull());
    const QByteArrayList csv = check({u"--format"_s, u"csv"_s}).output.split('\n');
    QCOMPARE(csv[0], QByteArray("step,state,sentence,advice\r"));
    QCOMPARE(csv[5], QByteArray("table,fine,public.tasks is a table.,\r"));
}

void TestWatchbillctlCheck::fullDisk()
{
    if (!QFile::exists(u"/dev/full"_s))
        QSKIP("There is no /dev/full here.");
    const Finished done =
        watchbillctl({u"--connection"_s, m_database->connection(), u"check"_s}, {{}, u"/dev/full"_s});
    QCOMPARE(done.status, 1);
    QVERIFY2(done.hasOneMessage(), done.messages.constData());
}

// Nobody waits for a server that takes the connection and says nothing.
void TestWatchbillctlCheck::interrupted()
{
#ifdef Q_OS_UNIX
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    QProcess process;
    process.setProcessEnvironment(environmentWithoutServer());
    process.start(
        builtWatchbillctl(),
        {u"--connection"_s, u"host=127.0.0.1 port=%1 user=x"_s.arg(server.serverPort()), u"check"_s});
    QVERIFY(server.waitForNewConnection(60'000));
    QVERIFY(process.waitForReadyRead(60'000));
    QVERIFY(process.readAllStandardOutput().startsWith("ok    Reachable "));
    QCOMPARE(kill(pid_t(process.processId()), SIGINT), 0);
    QVERIFY(process.waitForFinished(10'000));
    QCOMPARE(process.exitStatus(), QProcess::CrashExit); // by the signal, as its caller expects
    QCOMPARE(process.exitCode(), SIGINT);
#endif
}

WATCHBILL_TEST(TestWatchbillctlCheck)

} // namespace tst_watchbillctlcheck

#include "tst_watchbillctlcheck.moc"
