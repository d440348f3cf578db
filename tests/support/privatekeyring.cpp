// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "privatekeyring.h"

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDeadlineTimer>
#include <QScopeGuard>

#include <chrono>
#include <csignal>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace watchbill {

namespace {

constexpr auto patience = 60s;
constexpr int patienceInMilliseconds = 60'000;

} // namespace

PrivateKeyring::PrivateKeyring()
{
    if (!m_home.isValid())
        qFatal("No folder for the keyring: %s", qPrintable(m_home.errorString()));
    for (QProcess *process : {&m_bus, &m_keyring})
        process->setProcessEnvironment(environment());
    startBus();
    for (QProcess *process : {&m_bus, &m_keyring})
        process->setProcessEnvironment(environment());
    startKeyring();
}

PrivateKeyring::~PrivateKeyring()
{
    stop();
}

QString PrivateKeyring::noBusAddress()
{
    return u"unix:path=/nonexistent/bus"_s;
}

QProcessEnvironment PrivateKeyring::environment() const
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString &name : environment.keys()) {
        if (name.startsWith("XDG_"_L1) || name.startsWith("DBUS_"_L1) || name == "DISPLAY"_L1
            || name == "WAYLAND_DISPLAY"_L1)
            environment.remove(name); // it would ask the person who sits there
    }
    environment.insert(u"HOME"_s, m_home.path());
    environment.insert(u"XDG_RUNTIME_DIR"_s, m_home.path());
    environment.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, m_address);
    return environment;
}

void PrivateKeyring::startBus()
{
    m_bus.start(u"dbus-daemon"_s, {u"--session"_s, u"--nofork"_s, u"--nopidfile"_s, u"--print-address=1"_s});
    while (!m_bus.canReadLine()) {
        if (!m_bus.waitForReadyRead(patienceInMilliseconds))
            qFatal("No message bus for the test: %s", m_bus.readAllStandardError().constData());
    }
    m_address = QString::fromUtf8(m_bus.readLine()).trimmed();
}

void PrivateKeyring::startKeyring()
{
    m_keyring.start(u"gnome-keyring-daemon"_s,
                    {u"--unlock"_s, u"--foreground"_s, u"--components=secrets"_s,
                     u"--control-directory="_s + m_home.path()});
    m_keyring.write("the test's own");
    m_keyring.closeWriteChannel();
    const QString name = u"keyring of the test"_s;
    const auto disconnect = qScopeGuard([&] { QDBusConnection::disconnectFromBus(name); });
    const QDBusConnection connection = QDBusConnection::connectToBus(m_address, name);
    const QDeadlineTimer deadline(patience);
    while (!connection.interface()->isServiceRegistered(u"org.freedesktop.secrets"_s)) {
        if (deadline.hasExpired() || m_keyring.waitForFinished(10))
            qFatal("No keyring for the test: %s", m_keyring.readAllStandardError().constData());
    }
}

QByteArray PrivateKeyring::secret(const QString &key) const
{
    QProcess process;
    process.setProcessEnvironment(environment());
    process.start(u"secret-tool"_s, {u"lookup"_s, u"server"_s, u"watchbill"_s, u"user"_s, key});
    if (!process.waitForFinished(patienceInMilliseconds))
        qFatal("The keyring does not answer: %s", qPrintable(process.errorString()));
    return process.readAllStandardOutput();
}

void PrivateKeyring::lock() const
{
    const QString name = u"lock of the test"_s;
    const auto disconnect = qScopeGuard([&] { QDBusConnection::disconnectFromBus(name); });
    QDBusConnection connection = QDBusConnection::connectToBus(m_address, name);
    QDBusMessage call =
        QDBusMessage::createMethodCall(u"org.freedesktop.secrets"_s, u"/org/freedesktop/secrets"_s,
                                       u"org.freedesktop.Secret.Service"_s, u"Lock"_s);
    const QDBusObjectPath collection(u"/org/freedesktop/secrets/aliases/default"_s);
    call << QVariant::fromValue(QList<QDBusObjectPath>{collection});
    const QDBusMessage reply = connection.call(call);
    if (reply.type() != QDBusMessage::ReplyMessage)
        qFatal("The keyring does not lock: %s", qPrintable(reply.errorMessage()));
}

void PrivateKeyring::pause() const
{
    ::kill(pid_t(m_keyring.processId()), SIGSTOP);
}

void PrivateKeyring::resume() const
{
    ::kill(pid_t(m_keyring.processId()), SIGCONT);
}

void PrivateKeyring::stop()
{
    for (QProcess *process : {&m_keyring, &m_bus}) {
        process->terminate();
        process->waitForFinished(patienceInMilliseconds);
    }
}

} // namespace watchbill
