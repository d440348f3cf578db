// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "privatedisplay.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusReply>
#include <QDir>
#include <QFile>
#include <QScopeGuard>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

constexpr int patience = 60'000; // milliseconds

// The one service that a screen reader needs. All others of the machine, such as its keyring, stay out.
constexpr auto service = "org.a11y.Bus.service"_L1;
constexpr auto services = "/usr/share/dbus-1/services/"_L1;

constexpr auto configuration = R"(<busconfig>
  <type>session</type>
  <listen>unix:dir=%1</listen>
  <servicedir>%1</servicedir>
  <policy context="default">
    <allow send_destination="*"/>
    <allow receive_sender="*"/>
    <allow own="*"/>
    <allow user="*"/>
  </policy>
</busconfig>
)"_L1;

// What a program prints as its first line once it is ready.
QString firstLine(QProcess &process)
{
    while (!process.canReadLine()) {
        if (!process.waitForReadyRead(patience))
            qFatal("%s does not start: %s %s", qPrintable(process.program()),
                   qPrintable(process.errorString()), process.readAllStandardError().constData());
    }
    return QString::fromUtf8(process.readLine()).trimmed();
}

} // namespace

PrivateDisplay::PrivateDisplay()
{
    if (!m_home.isValid())
        qFatal("No folder for the display: %s", qPrintable(m_home.errorString()));
    startDisplay();
    startSession();
    startReaders();
}

PrivateDisplay::~PrivateDisplay()
{
    for (QProcess *process : {&m_bus, &m_server}) { // with the bus goes what it has started
        process->terminate();
        process->waitForFinished(patience);
    }
}

QString PrivateDisplay::folder(const QString &name) const
{
    const QString path = m_home.filePath(name);
    QDir().mkpath(path);
    return path;
}

QProcessEnvironment PrivateDisplay::environment() const
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString &name : environment.keys()) {
        if (name.startsWith("PG"_L1) || name.startsWith("XDG_"_L1) || name.startsWith("QT_"_L1)
            || name.startsWith("DBUS_"_L1) || name.startsWith("WATCHBILL"_L1) || name == "WAYLAND_DISPLAY"_L1
            || name == "XAUTHORITY"_L1)
            environment.remove(name);
    }
    environment.insert(u"HOME"_s, m_home.path());
    environment.insert(u"XDG_CONFIG_HOME"_s, folder(u"config"_s));
    environment.insert(u"XDG_CACHE_HOME"_s, folder(u"cache"_s));
    environment.insert(u"XDG_DATA_HOME"_s, folder(u"data"_s));
    environment.insert(u"XDG_RUNTIME_DIR"_s, m_home.path());
    environment.insert(u"GSETTINGS_BACKEND"_s,
                       u"memory"_s); // the user's settings must not decide whether there is a screen reader
    environment.insert(u"DISPLAY"_s, m_display);
    environment.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, m_session);
    environment.insert(u"QT_QPA_PLATFORM"_s, u"xcb"_s); // others have no way to screen readers
    environment.insert(u"QT_LINUX_ACCESSIBILITY_ALWAYS_ON"_s, u"1"_s);
    return environment;
}

void PrivateDisplay::startDisplay()
{
    m_server.setProcessEnvironment(environment());
    m_server.setStandardErrorFile(QProcess::nullDevice()); // it warns of keys that no keyboard has
    m_server.start(u"Xvfb"_s,
                   {u"-displayfd"_s, u"1"_s, u"-screen"_s, u"0"_s, u"1600x1000x24"_s, u"-nolisten"_s,
                    u"tcp"_s, u"-noreset"_s});
    m_display = u':' + firstLine(m_server);
}

void PrivateDisplay::startSession()
{
    QFile file(m_home.filePath(u"session.conf"_s));
    if (!QFile::copy(services + service, m_home.filePath(service)))
        qFatal("There is no %s: at-spi2-core is not installed.", qPrintable(services + service));
    if (!file.open(QIODevice::WriteOnly)
        || file.write(QString(configuration).arg(m_home.path()).toUtf8()) < 0)
        qFatal("%s: %s", qPrintable(file.fileName()), qPrintable(file.errorString()));
    file.close();
    m_bus.setProcessEnvironment(environment());
    m_bus.start(
        u"dbus-daemon"_s,
        {u"--config-file="_s + file.fileName(), u"--nofork"_s, u"--nopidfile"_s, u"--print-address=1"_s});
    m_session = firstLine(m_bus);
}

void PrivateDisplay::startReaders()
{
    const QString name = u"readers of the test"_s;
    const auto disconnect = qScopeGuard([&] { QDBusConnection::disconnectFromBus(name); });
    const QDBusConnection bus = QDBusConnection::connectToBus(m_session, name);
    const QDBusReply<QString> address =
        bus.call(QDBusMessage::createMethodCall(u"org.a11y.Bus"_s, u"/org/a11y/bus"_s, u"org.a11y.Bus"_s,
                                                u"GetAddress"_s),
                 QDBus::Block, patience);
    if (!address.isValid() || address.value().isEmpty())
        qFatal("There is no bus for screen readers: %s", qPrintable(address.error().message()));
    m_readers = address.value();
}

} // namespace watchbill
