// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "demo/privatecluster.h"

#include "demo/serverprograms.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QLockFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace watchbill {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::PrivateCluster)
};

#ifdef Q_OS_WIN
constexpr bool hasSockets = false;
#else
constexpr bool hasSockets = true;
#endif

constexpr QLatin1StringView socketPrefix("watchbill-");
constexpr QLatin1StringView passwordFile("password");
constexpr int socketPort = 54329; // a name for the socket file only: the folder is the server's own
constexpr int longestParent =
    103 - int(sizeof "/watchbill-XXXXXX/.s.PGSQL.54329"); // macOS has the shortest sun_path

// As libpq and postgresql.conf both read it.
QString quoted(QString text)
{
    text.replace(u'\\', "\\\\"_L1);
    text.replace(u'\'', "\\'"_L1);
    return u'\'' + text + u'\'';
}

QString lastLines(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    constexpr qint64 enough = 4000;
    if (file.size() > enough)
        file.seek(file.size() - enough);
    return QString::fromUtf8(file.readAll()).trimmed();
}

Failure serverFailure(const QString &message, const QString &serverText)
{
    return Failure(TaskError{TaskError::Kind::Server, message, {}, serverText});
}

QString readLine(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromLatin1(file.readLine()).trimmed() : QString();
}

QProcessEnvironment serverEnvironment()
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    const QStringList names = environment.keys();
    for (const QString &name : names) {
        if (name.startsWith("PG"_L1)) // PGDATA, PGPORT, PGOPTIONS … are about other servers
            environment.remove(name);
    }
    environment.insert(u"LC_ALL"_s, u"C"_s); // the log is read below
    return environment;
}

} // namespace

PrivateCluster::PrivateCluster(Options options)
    : m_options(std::move(options))
{
}

PrivateCluster::~PrivateCluster()
{
    stop();
}

Result<QString> PrivateCluster::start()
{
    if (!m_connection.isEmpty())
        return m_connection;
    const Result<QString> connection = tryStart();
    if (connection) {
        m_connection = *connection;
    } else if (m_lock) {
        stopServer(); // it may still be starting
        letGo();
    }
    return connection;
}

void PrivateCluster::stop()
{
    if (m_connection.isEmpty())
        return;
    stopServer();
    letGo();
}

Result<QString> PrivateCluster::tryStart()
{
    const Result<QString> binaries = serverprograms::find();
    if (!binaries)
        return binaries;
    m_binaries = *binaries;

    const Result<ServerAccount> account = ServerAccount::choose();
    if (!account)
        return Failure(account.error());
    m_account = *account;

    if (const auto prepared = m_account.prepareFolder(m_options.folder); !prepared)
        return Failure(prepared.error());
    if (const auto locked = lockFolder(); !locked)
        return Failure(locked.error());
    endLeftover();
    if (const auto made = makeSocketFolder(); !made)
        return Failure(made.error());

    if (dataFits()) {
        if (const Result<QString> started = startServer())
            return started;
        stopServer();
    }
    if (const auto made = makeData(); !made)
        return Failure(made.error());
    return startServer();
}

Result<void> PrivateCluster::lockFolder()
{
    auto lock = std::make_unique<QLockFile>(inFolder(u"lock"_s));
    lock->setStaleLockTime(0); // however old it is, it counts while its process lives
    if (lock->tryLock()) {
        m_lock = std::move(lock);
        return {};
    }
    if (lock->error() == QLockFile::LockFailedError) {
        return failure(TaskError::Kind::Conflict,
                       Texts::tr("Another program is using the folder %1.").arg(m_options.folder));
    }
    return failure(TaskError::Kind::PermissionDenied,
                   Texts::tr("Cannot write to the folder %1.").arg(m_options.folder));
}

// A program that was killed leaves its server running and its socket folder behind.
void PrivateCluster::endLeftover()
{
    const QString name = inFolder(u"data/postmaster.pid"_s);
    QFile file(name);
    if (file.open(QIODevice::ReadOnly)) {
        const qint64 processId = file.readLine().trimmed().toLongLong();
        file.close();
        if (isServerProcess(processId, inFolder(u"data"_s)))
            stopServer();
        else
            QFile::remove(name); // or PostgreSQL would mistake another process with this id for a server
    }
    removeSocketFolder(QFile::symLinkTarget(inFolder(u"socket"_s)));
}

// Not below our folder: the path of a socket must be short.
Result<void> PrivateCluster::makeSocketFolder()
{
    if (!hasSockets)
        return {};
    QString parent = QDir::tempPath();
    if (m_account.isOther() || QFile::encodeName(parent).size() > longestParent)
        parent = u"/tmp"_s;
    QTemporaryDir folder(parent + u'/' + socketPrefix + "XXXXXX"_L1);
    folder.setAutoRemove(false);
    if (!folder.isValid()) {
        return failure(TaskError::Kind::PermissionDenied,
                       Texts::tr("Cannot create a folder in %1: %2").arg(parent, folder.errorString()));
    }
    m_socketFolder = folder.path();
    QFile::link(m_socketFolder, inFolder(u"socket"_s)); // to find it after a crash
    return m_account.giveFolder(m_socketFolder);
}

// Only what is a server's socket folder by all signs, and nothing below it but sockets.
void PrivateCluster::removeSocketFolder(const QString &path)
{
    QFile::remove(inFolder(u"socket"_s));
    if (!QFileInfo(path).fileName().startsWith(socketPrefix) || !m_account.ownsFolder(path))
        return;
    QDir folder(path);
    const QStringList sockets =
        folder.entryList({u".s.PGSQL.*"_s}, QDir::Files | QDir::System | QDir::Hidden);
    for (const QString &socket : sockets)
        folder.remove(socket);
    folder.rmdir(path);
}

bool PrivateCluster::dataFits() const
{
    QFile file(inFolder(u"data/PG_VERSION"_s));
    if (!m_account.ownsFolder(inFolder(u"data"_s)) || !file.open(QIODevice::ReadOnly))
        return false;
    if (usesTcp() && readLine(inFolder(passwordFile)).isEmpty())
        return false;
    const Result<QString> version = run(u"postgres"_s, {u"--version"_s}, 30s);
    // "15" and "postgres (PostgreSQL) 15.18 (Debian …)"
    return version
        && serverprograms::versionIn(*version).majorVersion()
        == QString::fromLatin1(file.readAll()).trimmed().toInt();
}

Result<void> PrivateCluster::makeData()
{
    // Under its final name only when it is complete: initdb may be interrupted.
    const QString data = inFolder(u"data"_s);
    const QString unfinished = inFolder(u"data.new"_s);
    if (!removeData(data) || !removeData(unfinished)) {
        return failure(TaskError::Kind::PermissionDenied,
                       Texts::tr("Cannot remove the old data in %1.").arg(m_options.folder));
    }
    if (const auto given = m_account.giveFolder(unfinished); !given)
        return given;
    QStringList arguments{
        u"-D"_s,          u"data.new"_s,  u"--username=watchbill"_s, u"--encoding=UTF8"_s,
        u"--no-locale"_s, u"--no-sync"_s, u"--auth-local=trust"_s,   u"--auth-host=scram-sha-256"_s};
    if (usesTcp()) {
        if (const auto written = writePassword(); !written)
            return written;
        arguments += "--pwfile="_L1 + passwordFile;
    }
    const Result<QString> made = run(u"initdb"_s, arguments, 300s);
    if (!made)
        return serverFailure(Texts::tr("Cannot create a PostgreSQL database in %1.").arg(m_options.folder),
                             made.error().serverText);
    if (!QDir().rename(unfinished, data))
        return failure(TaskError::Kind::PermissionDenied, Texts::tr("Cannot rename %1.").arg(unfinished));
    return {};
}

// The server's account can have put links into its data, so root must not walk through it: that
// account empties it, and we remove the empty folder.
bool PrivateCluster::removeData(const QString &path) const
{
    if (!QFileInfo::exists(path))
        return true;
    if (!m_account.isOther())
        return QDir(path).removeRecursively();
    QProcess process;
    m_account.runAs(process);
    process.start(u"/bin/rm"_s, {u"-rf"_s, u"--"_s, path});
    process.waitForFinished(-1);
    return QDir().rmdir(path);
}

Result<QString> PrivateCluster::startServer()
{
    const QString log = u"data/server.log"_s;
    for (int attempts = 1;; ++attempts) {
        // Which port is free can only be found out by taking it.
        const int port = usesTcp() ? QRandomGenerator::system()->bounded(49152, 65536) : socketPort;
        if (const auto written = writeSettings(port); !written)
            return Failure(written.error());
        QFile::remove(inFolder(log));
        // Relative to our folder, as pg_ctl hands them to a shell.
        const Result<QString> started = run(u"pg_ctl"_s,
                                            {u"start"_s, u"-D"_s, u"data"_s, u"-l"_s, log, u"-w"_s, u"-t"_s,
                                             u"60"_s, u"-o"_s, u"-c config_file=server.conf"_s},
                                            90s);
        if (started)
            return connectionString(port);
        const QString logged = lastLines(inFolder(log));
        if (!usesTcp() || attempts == 10 || !logged.contains("could not create any TCP/IP sockets"_L1)) {
            return serverFailure(
                Texts::tr("Cannot start the private PostgreSQL server in %1.").arg(m_options.folder),
                logged.isEmpty() ? started.error().serverText : logged);
        }
    }
}

bool PrivateCluster::usesTcp() const
{
    return m_options.tcp || !hasSockets;
}

QString PrivateCluster::connectionString(int port) const
{
    const QString server = usesTcp()
        ? "host=127.0.0.1 password="_L1 + quoted(readLine(inFolder(passwordFile)))
        : "host="_L1 + quoted(m_socketFolder);
    return server + u" port=%1 user=watchbill dbname=postgres"_s.arg(port);
}

// A file of ours and not one in the data folder, which belongs to the server.
Result<void> PrivateCluster::writeSettings(int port) const
{
    QStringList settings{
        u"port=%1"_s.arg(port), "listen_addresses="_L1 + (usesTcp() ? "127.0.0.1"_L1 : ""_L1),
        // Within the quotes of the file this list has quotes of its own.
        "unix_socket_directories="_L1 + (hasSockets ? u'"' + m_socketFolder + u'"' : QString()),
        u"unix_socket_permissions=0700"_s, u"max_connections=40"_s, u"shared_buffers=256MB"_s, u"fsync=off"_s,
        u"synchronous_commit=off"_s, u"full_page_writes=off"_s, u"autovacuum=on"_s,
        u"lc_messages=C"_s, // we read its log
    };
    settings += m_options.serverSettings; // the last one counts

    QString lines;
    for (const QString &setting : std::as_const(settings)) {
        const QString value = setting.section(u'=', 1).trimmed();
        lines += setting.section(u'=', 0, 0).trimmed() + " = "_L1 + quoted(value) + u'\n';
    }
    return writeForServer(u"server.conf"_s, lines.toUtf8());
}

// A file and no argument, as other users see the arguments of a process. (The server's single-user mode would be a way
// to give it another one at each start, but refuses to run for an administrator of Windows.)
Result<void> PrivateCluster::writePassword() const
{
    const QString password = QString::number(QRandomGenerator::system()->generate64(), 36)
        + QString::number(QRandomGenerator::system()->generate64(), 36);
    return writeForServer(passwordFile, password.toLatin1() + '\n');
}

// The folder is closed to all but us and the server; without these permissions the umask might shut that out.
Result<void> PrivateCluster::writeForServer(const QString &name, const QByteArray &content) const
{
    QFile file(inFolder(name));
    const bool isOpen = file.open(QIODevice::WriteOnly);
    file.write(content);
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup | QFile::ReadOther);
    if (!isOpen || !file.flush())
        return failure(TaskError::Kind::PermissionDenied, Texts::tr("Cannot write %1.").arg(file.fileName()));
    return {};
}

void PrivateCluster::stopServer()
{
    const QStringList stop{u"stop"_s, u"-D"_s, u"data"_s, u"-w"_s, u"-t"_s, u"20"_s, u"-m"_s};
    if (!run(u"pg_ctl"_s, stop + QStringList{u"fast"_s}, 30s))
        run(u"pg_ctl"_s, stop + QStringList{u"immediate"_s}, 30s);
}

void PrivateCluster::letGo()
{
    removeSocketFolder(m_socketFolder);
    m_socketFolder.clear();
    m_connection.clear();
    m_lock.reset();
}

// Returns what the program wrote; if it fails, that is the error's serverText.
Result<QString> PrivateCluster::run(const QString &name, const QStringList &arguments,
                                    std::chrono::seconds limit) const
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.setProcessEnvironment(serverEnvironment());
    process.setWorkingDirectory(m_options.folder);
    m_account.runAs(process);
    process.start(serverprograms::path(m_binaries, name), arguments);
    process.closeWriteChannel();
    const bool finished = process.waitForFinished(int(std::chrono::milliseconds(limit).count()));
    const QString output = QString::fromUtf8(process.readAll()).trimmed();
    if (finished && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0)
        return output;
    return serverFailure(Texts::tr("%1 failed.").arg(name),
                         output.isEmpty() ? process.errorString() : output);
}

QString PrivateCluster::inFolder(const QString &name) const
{
    return QDir(m_options.folder).absoluteFilePath(name);
}

QString PrivateCluster::defaultFolder(int instance)
{
    const QString suffix = instance == 0 ? QString() : u"-%1"_s.arg(instance);
    // Not below /root, and no further than one folder below what is open to all.
    if (ServerAccount::weAreRoot())
        return "/var/cache/watchbill-demo"_L1 + suffix;
    return QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation) + "/watchbill/demo"_L1
        + suffix;
}

} // namespace watchbill
