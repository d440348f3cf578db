// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "testcluster.h"

#include "await.h"
#include "demo/privatecluster.h"
#include "demo/serverprograms.h"
#include "postgres/connectionsettings.h"
#include "testprogram.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QLockFile>
#include <QProcess>
#include <QProcessEnvironment>
#include <QTest>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

constexpr int longest = std::chrono::milliseconds(patience).count();

// The variables are about other servers, and about tests that the surroundings must not influence.
void clearEnvironment()
{
    for (const QString &name : QProcessEnvironment::systemEnvironment().keys()) {
        if (name.startsWith("PG"_L1))
            qunsetenv(name.toLocal8Bit().constData());
    }
    qputenv("PGPASSFILE", "/nonexistent");
}

// Of its own for each server of each test class and each copy of its program, so that tests can run side by side. The name
// stays the same from run to run: what a crash left behind is found and ended by the next run.
QString freshFolder()
{
    static int counter = 0;
    const QString whose =
        QStringList{QCoreApplication::applicationFilePath(), TestProgram::name(), QDir::homePath()}.join(
            u'\n');
    const QByteArray hash =
        QCryptographicHash::hash(whose.toUtf8(), QCryptographicHash::Sha1).toHex().left(12);
    while (true) {
        const QString folder =
            QDir::tempPath() + u"/watchbill-test-%1-%2"_s.arg(QString::fromLatin1(hash)).arg(++counter);
        if (!QFile::exists(folder))
            return folder;
        PrivateCluster leftover({folder}); // ends the server of a run that crashed
        const auto started = leftover.start();
        if (!started && started.error().kind == TaskError::Kind::Conflict)
            continue; // of a run that goes on
        leftover.stop();
        QDir(folder).removeRecursively();
        return folder;
    }
}

// Data of a server that has never been used, made once for all programs and runs: initdb takes longer than most
// tests. It is of one version and account, and is made under a lock.
QString newData()
{
    const QString whose = serverprograms::find().value_or(QString()) + u'\n' + QDir::homePath();
    const QByteArray hash =
        QCryptographicHash::hash(whose.toUtf8(), QCryptographicHash::Sha1).toHex().left(12);
    const QString folder = QDir::tempPath() + "/watchbill-test-new-"_L1 + QString::fromLatin1(hash);
    QLockFile lock(folder + ".lock"_L1);
    if (!lock.tryLock(longest))
        qFatal("Another program takes too long to make %s.", qPrintable(folder));
    if (!QFile::exists(folder + "/complete"_L1)) {
        PrivateCluster cluster({folder});
        if (const auto started = cluster.start(); !started)
            qFatal("No data for a server: %s\n%s", qPrintable(started.error().message),
                   qPrintable(started.error().serverText));
        cluster.stop();
        QFile(folder + "/complete"_L1).open(QIODevice::WriteOnly);
    }
    return folder + "/data"_L1;
}

ServerAccount serverAccount()
{
    const auto account = ServerAccount::choose();
    if (!account)
        qFatal("No account can run a server here: %s", qPrintable(account.error().message));
    return *account;
}

} // namespace

static QString readFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("Cannot read %s.", qPrintable(path));
    return QString::fromUtf8(file.readAll());
}

QString scriptOf(SetUp setUp)
{
    switch (setUp) {
    case SetUp::Reference:
        return readSql(u"schema"_s);
    case SetUp::Supabase:
        return readFile(QStringLiteral(SUPABASE_SQL));
    case SetUp::Empty:
        break;
    }
    return {};
}

QString readSql(const QString &name)
{
    return readFile(QStringLiteral(RESOURCES_SQL) + u'/' + name + ".sql"_L1);
}

TestCluster::TestCluster(SetUp setUp)
    : m_folder(freshFolder())
{
    clearEnvironment();
    copyData(newData(), m_folder);
    // A standby is sent what is on the disk: with this, all that was committed. (Nothing waits for the disk.)
    launch({u"synchronous_commit=on"_s});
    execute(scriptOf(setUp));
}

TestCluster::TestCluster(StandbyOf origin)
    : m_folder(freshFolder())
{
    origin.primary.copyDataTo(m_folder);
    launch({u"synchronous_commit=on"_s, "primary_conninfo="_L1 + origin.primary.connection()});
    if (value(u"SELECT pg_is_in_recovery()"_s) != "t"_L1)
        qFatal("The copy of a server did not become its standby.");
}

TestCluster::~TestCluster()
{
    m_cluster.reset();
    QDir(m_folder).removeRecursively();
}

std::unique_ptr<TestCluster> TestCluster::standbyOf(TestCluster &primary)
{
    return std::unique_ptr<TestCluster>(new TestCluster(StandbyOf{primary}));
}

void TestCluster::launch(const QStringList &settings)
{
    m_cluster = std::make_unique<PrivateCluster>(PrivateCluster::Options{
        m_folder,
        settings + QStringList{u"track_activity_query_size=16kB"_s}}); // so that tests see whole statements
    const auto connection = m_cluster->start();
    if (!connection)
        qFatal("No PostgreSQL for the test: %s\n%s", qPrintable(connection.error().message),
               qPrintable(connection.error().serverText));
    m_connection = *connection;
}

// pg_basebackup would do it without an interruption, but not everybody who has a server has that.
void TestCluster::copyDataTo(const QString &folder) const
{
    control({u"stop"_s, u"-w"_s, u"-m"_s, u"fast"_s});
    copyData(QDir(m_folder).absoluteFilePath(u"data"_s), folder);
    runAsServer(u"/bin/touch"_s, {QDir(folder).absoluteFilePath(u"data/standby.signal"_s)});
    control({u"start"_s, u"-w"_s, u"-l"_s, u"data/server.log"_s, u"-o"_s, u"-c config_file=server.conf"_s});
}

void TestCluster::copyData(const QString &data, const QString &folder) const
{
    const QString to = QDir(folder).absoluteFilePath(u"data"_s);
    const ServerAccount account = serverAccount();
    const auto prepared = account.prepareFolder(folder).and_then([&] { return account.giveFolder(to); });
    if (!prepared)
        qFatal("No folder for a server's data: %s", qPrintable(prepared.error().message));
    runAsServer(u"/bin/cp"_s, {u"-a"_s, data + "/."_L1, to});
}

QString TestCluster::connection(const QString &user, const QString &database) const
{
    QMap<QString, QString> values = ConnectionSettings::parse(m_connection)->values();
    if (!user.isEmpty())
        values[u"user"_s] = user;
    if (!database.isEmpty())
        values[u"dbname"_s] = database;
    QStringList parts;
    for (auto it = values.cbegin(); it != values.cend(); ++it)
        parts += ConnectionSettings::keyValue(it.key(), it.value());
    return parts.join(u' ');
}

ConnectionProfile TestCluster::profile(const QString &user) const
{
    ConnectionProfile profile;
    profile.connection = connection(user);
    return profile;
}

void TestCluster::stop(Stop how)
{
    control({u"stop"_s, u"-w"_s, u"-m"_s, how == Stop::Fast ? u"fast"_s : u"immediate"_s});
}

void TestCluster::start()
{
    control({u"start"_s, u"-w"_s, u"-l"_s, u"data/server.log"_s, u"-o"_s, u"-c config_file=server.conf"_s});
}

void TestCluster::promote()
{
    control({u"promote"_s, u"-w"_s});
    if (!QTest::qWaitFor([this] { return value(u"SELECT pg_is_in_recovery()"_s) == "f"_L1; }, longest))
        qFatal("A promoted standby stays a standby.");
}

void TestCluster::catchUpWith(const TestCluster &primary) const
{
    const QString reached = primary.value(u"SELECT pg_current_wal_flush_lsn()"_s);
    const QString question = u"SELECT pg_last_wal_replay_lsn() >= '%1'"_s.arg(reached);
    if (!QTest::qWaitFor([&] { return value(question) == "t"_L1; }, longest))
        qFatal("A standby does not catch up.");
}

DirectConnection::Rows TestCluster::execute(const QString &statements) const
{
    return DirectConnection(m_connection).execute(statements);
}

QString TestCluster::value(const QString &statement) const
{
    return DirectConnection(m_connection).value(statement);
}

void TestCluster::control(const QStringList &arguments) const
{
    const auto programs = serverprograms::find();
    if (!programs)
        qFatal("%s", qPrintable(programs.error().message));
    runAsServer(serverprograms::path(*programs, u"pg_ctl"_s), QStringList(arguments) << u"-D"_s << u"data"_s);
}

void TestCluster::runAsServer(const QString &program, const QStringList &arguments) const
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.setWorkingDirectory(m_folder);
    serverAccount().runAs(process);
    process.start(program, arguments, QIODevice::ReadOnly);
    const bool isOver = QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, longest);
    if (!isOver || process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        qFatal("%s %s failed: %s", qPrintable(program), qPrintable(arguments.join(u' ')),
               process.readAll().constData());
}

} // namespace watchbill
