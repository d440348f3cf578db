// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "privatesettings.h"

#include <QCoreApplication>
#include <QFile>
#include <QSettings>
#include <QStandardPaths>

namespace watchbill {

PrivateSettings::PrivateSettings()
{
    if (!m_folder.isValid())
        qFatal("No folder for the settings: %s", qPrintable(m_folder.errorString()));
    QStandardPaths::setTestModeEnabled(true);
    qputenv("WATCHBILL_VIEWS", viewsFile().toUtf8());
    qputenv("WATCHBILL_JOURNAL", m_folder.filePath(QStringLiteral("journal.sqlite")).toUtf8());
    // Nor anybody's keyring.
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
    for (const auto format : {QSettings::NativeFormat, QSettings::IniFormat}) {
        for (const auto scope : {QSettings::UserScope, QSettings::SystemScope})
            QSettings::setPath(format, scope, m_folder.path());
    }
    // As in the application: they name the file.
    QCoreApplication::setApplicationName(QStringLiteral("watchbill"));
    QCoreApplication::setOrganizationName(QStringLiteral("watchbill"));
    if (!QSettings().fileName().startsWith(m_folder.path()))
        qFatal("The settings are not the test's own: %s", qPrintable(QSettings().fileName()));
}

QString PrivateSettings::viewsFile() const
{
    return m_folder.filePath(QStringLiteral("views.json"));
}

void PrivateSettings::clear()
{
    QSettings().clear();
    QFile::remove(viewsFile());
}

// Settings are shared among all objects of a program, so that the file would never be read again: another
// one in its place is.
void PrivateSettings::reload()
{
    const QString name = [] {
        QSettings settings;
        settings.sync();
        return settings.fileName();
    }();
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("There is no %s.", qPrintable(name));
    const QByteArray text = file.readAll();
    file.close();
    QFile::remove(name);
    QSettings().sync();
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("Cannot write %s.", qPrintable(name));
    file.close();
    QSettings().sync();
}

QByteArray PrivateSettings::text() const
{
    QSettings settings;
    settings.sync();
    QFile file(settings.fileName());
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace watchbill
