// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pgbouncer.h"

#include "await.h"
#include "directconnection.h"
#include "postgres/connectionsettings.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>
#include <QTest>

#include <csignal>

#include <libpq-fe.h>
#ifdef Q_OS_LINUX
#include <sys/prctl.h>
#endif

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

constexpr int longest = std::chrono::milliseconds(patience).count();

QString program()
{
    QString path = QStandardPaths::findExecutable(u"pgbouncer"_s);
    if (path.isEmpty())
        path = QStandardPaths::findExecutable(u"pgbouncer"_s, {u"/usr/sbin"_s, u"/usr/local/sbin"_s});
    if (path.isEmpty())
        qFatal("This test needs PgBouncer. Install it with: packaging/dev setup");
    return path;
}

} // namespace

PgBouncer::PgBouncer(const QString &server, Mode mode, int connections)
    : m_server(server)
    , m_mode(mode)
    , m_connections(connections)
    , m_folder(QDir::tempPath() + "/watchbill-pgbouncer-XXXXXX"_L1)
{
    const auto account = ServerAccount::choose();
    if (!account)
        qFatal("No account can run a PgBouncer here: %s", qPrintable(account.error().message));
    m_account = *account;
    m_socketFolder = m_folder.filePath(u"socket"_s);
    const auto prepared = m_account.prepareFolder(m_folder.path()).and_then([&] {
        return m_account.giveFolder(m_socketFolder);
    });
    if (!prepared)
        qFatal("No folder for a PgBouncer: %s", qPrintable(prepared.error().message));
    m_account.runAs(m_process);
    const auto becomeOther = m_process.childProcessModifier();
    m_process.setChildProcessModifier([becomeOther] {
        if (becomeOther)
            becomeOther();
#ifdef Q_OS_LINUX
        ::prctl(PR_SET_PDEATHSIG, SIGTERM); // also if the test crashes
#endif
    });
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    start();
}

PgBouncer::~PgBouncer()
{
    stop();
}

QString PgBouncer::by(const QString &connection) const
{
    QMap<QString, QString> values = ConnectionSettings::parse(connection)->values();
    values[u"host"_s] = m_socketFolder;
    QStringList parts;
    for (auto it = values.cbegin(); it != values.cend(); ++it)
        parts += ConnectionSettings::keyValue(it.key(), it.value());
    return parts.join(u' ');
}

void PgBouncer::stop()
{
    m_process.terminate();
    if (!QTest::qWaitFor([this] { return m_process.state() == QProcess::NotRunning; }, longest))
        qFatal("PgBouncer does not end.");
}

void PgBouncer::start()
{
    writeSettings();
    m_process.start(program(), {m_folder.filePath(u"pgbouncer.ini"_s)}, QIODevice::ReadOnly);
    const QByteArray connection = by(m_server).toUtf8();
    const bool isThere = QTest::qWaitFor(
        [&] {
            return m_process.state() == QProcess::NotRunning || PQping(connection.constData()) == PQPING_OK;
        },
        longest);
    if (!isThere || m_process.state() == QProcess::NotRunning)
        qFatal("PgBouncer does not start: %s", m_process.readAll().constData());
}

void PgBouncer::writeSettings()
{
    const auto server = ConnectionSettings::parse(m_server);
    // Its port is the server's: nothing may be told by that.
    write(u"pgbouncer.ini"_s,
          u"[databases]\n"
          "* = host=%1 port=%2\n"
          "[pgbouncer]\n"
          "listen_port = %2\n"
          "unix_socket_dir = %3\n"
          "auth_type = trust\n"
          "auth_file = %4\n"
          "pool_mode = %5\n"
          "default_pool_size = %6\n"_s
              .arg(server->value(u"host"_s), server->value(u"port"_s), m_socketFolder,
                   m_folder.filePath(u"users.txt"_s),
                   m_mode == Mode::Session ? u"session"_s : u"transaction"_s)
              .arg(m_connections));
    QString users;
    for (const QStringList &row :
         DirectConnection(m_server).execute(u"SELECT rolname FROM pg_roles WHERE rolcanlogin"_s))
        users += u"\"%1\" \"\"\n"_s.arg(row.first());
    write(u"users.txt"_s, users);
}

void PgBouncer::write(const QString &name, const QString &text)
{
    QFile file(m_folder.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(text.toUtf8()) < 0)
        qFatal("Cannot write %s.", qPrintable(file.fileName()));
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup | QFile::ReadOther);
}

} // namespace watchbill
