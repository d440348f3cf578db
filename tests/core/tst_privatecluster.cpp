// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "demo/privatecluster.h"
#include "demo/serverprograms.h"
#include "testprogram.h"

#include <QDir>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

namespace tst_privatecluster {

using namespace Qt::StringLiterals;
using namespace watchbill;

namespace {

struct Answer
{
    bool ok = false;
    QString text;
};

// Asks with a client of its own: psql stands beside the server programs, or in the PATH.
Answer ask(const QString &connection, const QString &sql)
{
    QString psql = QStandardPaths::findExecutable(u"psql"_s, {serverprograms::find().value_or(QString())});
    if (psql.isEmpty())
        psql = u"psql"_s;
    QProcess process;
    process.start(psql, {u"-X"_s, u"-w"_s, u"-At"_s, u"-d"_s, connection, u"-c"_s, sql});
    process.waitForFinished();
    const bool ok = process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
    return {
        ok,
        QString::fromUtf8(ok ? process.readAllStandardOutput() : process.readAllStandardError()).trimmed()};
}

QString part(const QString &connection, const QString &keyword)
{
    static const QString pattern = u"\\b%1='?([^' ]+)"_s;
    return QRegularExpression(pattern.arg(keyword)).match(connection).captured(1);
}

QString messageOf(const Result<QString> &result)
{
    return result ? QString() : result.error().message + u'\n' + result.error().serverText;
}

} // namespace

class TestPrivateCluster : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();

    void startsAndStops();
    void listensOnItsSocketOnly();
    void listensOnTcpWithPasswords();
    void appliesSettings();
    void keepsDataForTheNextStart();
    void refusesAFolderInUse();
    void followsAKilledProgram();
    void followsAServerStartedByHand();
    void sparesAProcessThatIsNoServer();
    void replacesAnotherVersionsData();
    void replacesDataThatDoesNotStart();
    void reportsWhyItDoesNotStart();
    void refusesLinkedFolder();
    void refusesForeignFolder();
    void refusesUnreachableFolder();
    void acceptsAwkwardFolderNames();
    void reportsMissingServer();
    void choosesDefaultFolders();

private:
    PrivateCluster::Options options() const { return {m_folder->filePath(u"cluster"_s)}; }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestPrivateCluster::initTestCase()
{
    const Result<QString> binaries = serverprograms::find();
    if (!binaries)
        QSKIP(qUtf8Printable(binaries.error().message));
}

void TestPrivateCluster::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY2(m_folder->isValid(), qUtf8Printable(m_folder->errorString()));
    // Where root runs this, the server's account has to get through.
    QVERIFY(QFile::setPermissions(m_folder->path(), QFile::Permissions(0x7711)));
}

void TestPrivateCluster::startsAndStops()
{
    PrivateCluster cluster(options());
    const Result<QString> connection = cluster.start();
    QVERIFY2(connection, qUtf8Printable(messageOf(connection)));
    QCOMPARE(ask(*connection,
                 u"SELECT current_user, pg_encoding_to_char(encoding), datcollate "
                 "FROM pg_database WHERE datname = current_database()"_s)
                 .text,
             u"watchbill|UTF8|C"_s);
    QCOMPARE(cluster.start().value(), *connection);

    cluster.stop();
    QVERIFY(!ask(*connection, u"SELECT 1"_s).ok);
    QVERIFY(!QFile::exists(part(*connection, u"host"_s)));
    cluster.stop();
}

void TestPrivateCluster::listensOnItsSocketOnly()
{
    PrivateCluster cluster(options());
    const Result<QString> connection = cluster.start();
    QVERIFY2(connection, qUtf8Printable(messageOf(connection)));
    QCOMPARE(ask(*connection, u"SHOW listen_addresses"_s).text, QString());
    QVERIFY(!ask(*connection + u" host=127.0.0.1"_s, u"SELECT 1"_s).ok);
    QVERIFY(part(*connection, u"port"_s) != u"5432"_s);
    QVERIFY(ask(*connection, u"SELECT inet_server_addr() IS NULL"_s).text == u"t"_s);

    const QFileInfo socketFolder(part(*connection, u"host"_s));
    QVERIFY(socketFolder.isDir());
    QVERIFY(socketFolder.filePath().size() < 80);
    const QFile::Permissions ours = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;
    const QFile::Permissions others =
        QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
    QCOMPARE(socketFolder.permissions() & (ours | others | QFile::ExeGroup), ours);
    QCOMPARE(QFileInfo(options().folder + u"/data"_s).permissions() & (ours | others | QFile::ExeGroup),
             ours);
    QCOMPARE(QFileInfo(options().folder).permissions() & (ours | others), ours);
}

void TestPrivateCluster::listensOnTcpWithPasswords()
{
    PrivateCluster::Options withTcp = options();
    withTcp.tcp = true;
    PrivateCluster cluster(withTcp);
    const Result<QString> connection = cluster.start();
    QVERIFY2(connection, qUtf8Printable(messageOf(connection)));
    QCOMPARE(part(*connection, u"host"_s), u"127.0.0.1"_s);
    QVERIFY(part(*connection, u"port"_s) != u"5432"_s);
    QCOMPARE(ask(*connection, u"SELECT host(inet_server_addr())"_s).text, u"127.0.0.1"_s);
    const Answer refused = ask(*connection + u" password=wrong"_s, u"SELECT 1"_s);
    QVERIFY2(!refused.ok && refused.text.contains(u"password authentication failed"_s),
             qUtf8Printable(refused.text));

    // Again on the same data, and then on other.
    QVERIFY(ask(*connection, u"CREATE TABLE kept ()"_s).ok);
    cluster.stop();
    const Result<QString> again = cluster.start();
    QVERIFY2(again, qUtf8Printable(messageOf(again)));
    QCOMPARE(part(*again, u"password"_s), part(*connection, u"password"_s));
    QVERIFY(ask(*again, u"SELECT FROM kept"_s).ok);
    cluster.stop();
    QVERIFY(QFile::remove(options().folder + u"/password"_s));
    const Result<QString> anew = cluster.start();
    QVERIFY2(anew, qUtf8Printable(messageOf(anew)));
    QVERIFY(part(*anew, u"password"_s) != part(*connection, u"password"_s));
    QVERIFY(!ask(*anew, u"SELECT FROM kept"_s).ok);
}

void TestPrivateCluster::appliesSettings()
{
    PrivateCluster::Options withSettings = options();
    withSettings.serverSettings = {u"work_mem = 7MB"_s, u"max_connections=23"_s,
                                   u"cluster_name=it's a = b\\c"_s};
    PrivateCluster cluster(withSettings);
    const Result<QString> connection = cluster.start();
    QVERIFY2(connection, qUtf8Printable(messageOf(connection)));
    QCOMPARE(ask(*connection,
                 u"SELECT current_setting('work_mem'), current_setting('max_connections'), "
                 "current_setting('cluster_name'), current_setting('fsync')"_s)
                 .text,
             u"7MB|23|it's a = b\\c|off"_s);
}

void TestPrivateCluster::keepsDataForTheNextStart()
{
    {
        PrivateCluster cluster(options());
        const Result<QString> connection = cluster.start();
        QVERIFY2(connection, qUtf8Printable(messageOf(connection)));
        QVERIFY(ask(*connection, u"CREATE TABLE kept AS SELECT 42 AS answer"_s).ok);
    }
    PrivateCluster cluster(options());
    const Result<QString> connection = cluster.start();
    QVERIFY2(connection, qUtf8Printable(messageOf(connection)));
    QCOMPARE(ask(*connection, u"SELECT answer FROM kept"_s).text, u"42"_s);
}

void TestPrivateCluster::refusesAFolderInUse()
{
    PrivateCluster first(options());
    const Result<QString> connection = first.start();
    QVERIFY2(connection, qUtf8Printable(messageOf(connection)));
    {
        PrivateCluster second(options());
        const Result<QString> refused = second.start();
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, TaskError::Kind::Conflict);
    }
    QVERIFY(ask(*connection, u"SELECT 1"_s).ok);
    first.stop();

    PrivateCluster third(options());
    const Result<QString> free = third.start();
    QVERIFY2(free, qUtf8Printable(messageOf(free)));
}

// The program itself, see testOrHold(): it starts a cluster, tells how to connect, and waits.
void TestPrivateCluster::followsAKilledProgram()
{
    QProcess program;
    program.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    program.start(QCoreApplication::applicationFilePath(),
                  {TestProgram::name(), u"--hold"_s, options().folder});
    while (!program.canReadLine() && program.waitForReadyRead(120'000)) {
    }
    const QString old = QString::fromUtf8(program.readLine()).trimmed();
    const QString oldServer = ask(old, u"SELECT pg_postmaster_start_time()"_s).text;
    QVERIFY(!oldServer.isEmpty());
    QVERIFY(ask(old, u"CREATE TABLE kept AS SELECT 42 AS answer"_s).ok);

    PrivateCluster cluster(options());
    const Result<QString> refused = cluster.start();
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, TaskError::Kind::Conflict);

    program.kill();
    QVERIFY(program.waitForFinished());
    QVERIFY(ask(old, u"SELECT 1"_s).ok); // the server has outlived it

    const Result<QString> connection = cluster.start();
    QVERIFY2(connection, qUtf8Printable(messageOf(connection)));
    QVERIFY(!ask(old, u"SELECT 1"_s).ok);
    QVERIFY(!QFile::exists(part(old, u"host"_s)));
    QVERIFY(ask(*connection, u"SELECT pg_postmaster_start_time()"_s).text != oldServer);
    QCOMPARE(ask(*connection, u"SELECT answer FROM kept"_s).text, u"42"_s);
}

// As after a crash of which nothing is left but the server: no lock, no link to its socket folder.
void TestPrivateCluster::followsAServerStartedByHand()
{
    QString old;
    {
        PrivateCluster cluster(options());
        const Result<QString> connection = cluster.start();
        QVERIFY2(connection, qUtf8Printable(messageOf(connection)));
        old = ask(*connection, u"SELECT pg_postmaster_start_time()"_s).text;
    }
    const Result<ServerAccount> account = ServerAccount::choose();
    QVERIFY(account);
    QTemporaryDir socketFolder(u"/tmp/watchbill-test-XXXXXX"_s);
    QVERIFY(account->giveFolder(socketFolder.path()));
    QProcess starter;
    account->runAs(starter);
    starter.setWorkingDirectory(u"/"_s);
    const QString data = options().folder + u"/data"_s;
    starter.start(*serverprograms::find() + u"/pg_ctl"_s,
                  {u"start"_s, u"-w"_s, u"-D"_s, data, u"-l"_s, data + u"/hand.log"_s, u"-o"_s,
                   u"-c listen_addresses='' -k "_s + socketFolder.path() + u" -p 54330"_s});
    QVERIFY(starter.waitForFinished(120'000));
    QCOMPARE(starter.exitCode(), 0);
    const QString byHand = u"host="_s + socketFolder.path() + u" port=54330 user=watchbill dbname=postgres"_s;
    QVERIFY(ask(byHand, u"SELECT 1"_s).ok);

    PrivateCluster cluster(options());
    const Result<QString> connection = cluster.start();
    QVERIFY2(connection, qUtf8Printable(messageOf(connection)));
    QVERIFY(!ask(byHand, u"SELECT 1"_s).ok);
    QVERIFY(ask(*connection, u"SELECT 1"_s).ok);
}

// The number in an old postmaster.pid may have been given to anybody since; here it is ours.
void TestPrivateCluster::sparesAProcessThatIsNoServer()
{
    const QString data = options().folder + u"/data"_s;
    {
        PrivateCluster cluster(options());
        const Result<QString> connection = cluster.start();
        QVERIFY2(connection, qUtf8Printable(messageOf(connection)));
        QVERIFY(ask(*connection, u"CREATE TABLE kept AS SELECT 42 AS answer"_s).ok);
    }
    QProcess bystander;
    bystander.setWorkingDirectory(u"/"_s);
    bystander.start(u"sleep"_s, {u"600"_s});
    QVERIFY(bystander.waitForStarted());
    QFile pidFile(data + u"/postmaster.pid"_s);
    QVERIFY(pidFile.open(QIODevice::WriteOnly));
    pidFile.write(QByteArray::number(bystander.processId()) + '\n' + data.toUtf8()
                  + "\n1700000000\n54329\n/tmp\n\n1 1\n");
    pidFile.close();
    QVERIFY(pidFile.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther));

    PrivateCluster cluster(options());
    const Result<QString> connection = cluster.start();
    QVERIFY2(connection, qUtf8Printable(messageOf(connection)));
    QCOMPARE(ask(*connection, u"SELECT answer FROM kept"_s).text, u"42"_s);
    QCOMPARE(bystander.state(), QProcess::Running);
    bystander.kill();
    QVERIFY(bystander.waitForFinished());
}

void TestPrivateCluster::replacesAnotherVersionsData()
{
    {
        PrivateCluster cluster(options());
        QVERIFY(cluster.start());
    }
    const QString data = options().folder + u"/data"_s;
    QFile version(data + u"/PG_VERSION"_s);
    const QFile::Permissions before = version.permissions();
    QVERIFY(version.open(QIODevice::ReadWrite));
    const QByteArray ours = version.readAll();
    QVERIFY(version.resize(0));
    version.write("9.6\n");
    version.close();
    QVERIFY(version.setPermissions(before | QFile::ReadOther));
    QFile marker(data + u"/marker"_s);
    QVERIFY(marker.open(QIODevice::WriteOnly));
    marker.close();

    PrivateCluster cluster(options());
    const Result<QString> connection = cluster.start();
    QVERIFY2(connection, qUtf8Printable(messageOf(connection)));
    QVERIFY(ask(*connection, u"SELECT 1"_s).ok);
    QVERIFY(!marker.exists());
    QVERIFY(version.open(QIODevice::ReadOnly));
    QCOMPARE(version.readAll(), ours);
}

void TestPrivateCluster::replacesDataThatDoesNotStart()
{
    {
        PrivateCluster cluster(options());
        QVERIFY(cluster.start());
    }
    QFile control(options().folder + u"/data/global/pg_control"_s);
    QVERIFY(control.resize(16));

    PrivateCluster cluster(options());
    const Result<QString> connection = cluster.start();
    QVERIFY2(connection, qUtf8Printable(messageOf(connection)));
    QVERIFY(ask(*connection, u"SELECT 1"_s).ok);
}

void TestPrivateCluster::reportsWhyItDoesNotStart()
{
    PrivateCluster::Options wrong = options();
    wrong.serverSettings = {u"work_mem=a lot"_s};
    PrivateCluster cluster(wrong);
    const Result<QString> refused = cluster.start();
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, TaskError::Kind::Server);
    QVERIFY2(refused.error().serverText.contains(u"work_mem"_s), qUtf8Printable(refused.error().serverText));

    // It has let go of the folder.
    PrivateCluster right(options());
    const Result<QString> connection = right.start();
    QVERIFY2(connection, qUtf8Printable(messageOf(connection)));
}

void TestPrivateCluster::refusesLinkedFolder()
{
    const QString target = m_folder->filePath(u"target"_s);
    QVERIFY(QDir().mkdir(target));
    QVERIFY(QFile::link(target, options().folder));
    PrivateCluster cluster(options());
    const Result<QString> refused = cluster.start();
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, TaskError::Kind::PermissionDenied);
    QVERIFY(QDir(target).isEmpty());

    QVERIFY(QFile::remove(options().folder));
    QVERIFY(QFile::link(m_folder->filePath(u"nowhere"_s), options().folder));
    const Result<QString> dangling = cluster.start();
    QVERIFY(!dangling);
    QCOMPARE(dangling.error().kind, TaskError::Kind::PermissionDenied);
    QVERIFY(!QFile::exists(m_folder->filePath(u"nowhere"_s)));
}

void TestPrivateCluster::refusesForeignFolder()
{
#ifdef Q_OS_UNIX
    QString foreign = u"/usr"_s;
    if (ServerAccount::weAreRoot()) {
        foreign = options().folder;
        QVERIFY(QDir().mkdir(foreign));
        QCOMPARE(::chown(qUtf8Printable(foreign), 12345, 12345), 0);
    }
    PrivateCluster cluster({foreign});
    const Result<QString> refused = cluster.start();
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, TaskError::Kind::PermissionDenied);
#else
    QSKIP("Folders have no such owner here");
#endif
}

void TestPrivateCluster::refusesUnreachableFolder()
{
    if (!ServerAccount::weAreRoot())
        QSKIP("Only root has the server run by somebody else");
    QVERIFY(QFile::setPermissions(m_folder->path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    PrivateCluster cluster(options());
    const Result<QString> refused = cluster.start();
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, TaskError::Kind::InvalidInput);
}

void TestPrivateCluster::acceptsAwkwardFolderNames()
{
    PrivateCluster cluster({m_folder->filePath(u"it's \"a\" $HOME; folder, über 100 %"_s)});
    const Result<QString> connection = cluster.start();
    QVERIFY2(connection, qUtf8Printable(messageOf(connection)));
    QVERIFY(ask(*connection, u"SELECT 1"_s).ok);
}

void TestPrivateCluster::reportsMissingServer()
{
    qputenv("WATCHBILL_POSTGRES_BIN", m_folder->path().toUtf8());
    PrivateCluster cluster(options());
    const Result<QString> refused = cluster.start();
    qunsetenv("WATCHBILL_POSTGRES_BIN");
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, TaskError::Kind::Unsupported);
    QVERIFY(!QFile::exists(options().folder));
}

void TestPrivateCluster::choosesDefaultFolders()
{
    const QString first = PrivateCluster::defaultFolder();
    QVERIFY(QDir::isAbsolutePath(first));
    QVERIFY(!first.startsWith(u"/root"_s));
    QCOMPARE(PrivateCluster::defaultFolder(0), first);
    QCOMPARE(PrivateCluster::defaultFolder(2), first + u"-2"_s);
}

// With "--hold FOLDER" it is the program that gets killed.
static int testOrHold(int argc, char **argv)
{
    if (argc != 3 || QByteArrayView(argv[1]) != "--hold")
        return runTest<TestPrivateCluster, QCoreApplication>(argc, argv);
    const QCoreApplication application(argc, argv);
    PrivateCluster cluster({application.arguments().at(2)});
    const auto connection = cluster.start();
    QTextStream(stdout) << connection.value_or(QString()) << Qt::endl;
    return connection ? application.exec() : 1;
}

WATCHBILL_TEST_MAIN(testOrHold)

} // namespace tst_privatecluster

#include "tst_privatecluster.moc"
