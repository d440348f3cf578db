// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "watchbillctlprocess.h"
#include "builtprograms.h"

#include <QJsonDocument>
#include <QProcess>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

constexpr int patienceInMilliseconds = 60'000;

} // namespace

QProcessEnvironment environmentWithoutServer()
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString &name : environment.keys()) {
        if (name.startsWith("PG"_L1))
            environment.remove(name);
    }
    environment.insert(u"PGPASSFILE"_s, u"/nonexistent"_s);
    environment.insert(u"WATCHBILL_PROFILES"_s, u"/nonexistent/profiles.json"_s);
    environment.insert(u"WATCHBILL_VIEWS"_s, u"/nonexistent/views.json"_s);
    static const QTemporaryDir data; // with a journal that is not this user's
    environment.insert(u"XDG_DATA_HOME"_s, data.path());
    environment.insert(u"XDG_CONFIG_HOME"_s, data.filePath(u"config"_s));
    environment.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, u"unix:path=/nonexistent/bus"_s); // and so no keyring
    return environment;
}

QJsonObject Finished::object() const
{
    return QJsonDocument::fromJson(output).object();
}

QJsonArray Finished::list() const
{
    return QJsonDocument::fromJson(output).array();
}

bool Finished::hasOneMessage() const
{
    return messages.startsWith("watchbillctl: ") && messages.count('\n') == 1 && messages.endsWith('\n');
}

Finished watchbillctl(const QStringList &arguments, const Circumstances &circumstances)
{
    QProcess process;
    QProcessEnvironment environment = environmentWithoutServer();
    for (auto it = circumstances.environment.cbegin(); it != circumstances.environment.cend(); ++it)
        environment.insert(it.key(), it.value());
    process.setProcessEnvironment(environment);
    if (!circumstances.outputFile.isEmpty())
        process.setStandardOutputFile(circumstances.outputFile);
    process.start(builtWatchbillctl(), arguments);
    if (!process.waitForFinished(patienceInMilliseconds) || process.exitStatus() != QProcess::NormalExit)
        return {-1, process.readAllStandardOutput(), process.readAllStandardError()};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

Finished watchbillctl(const TestDatabase &database, const QStringList &arguments, const QString &user)
{
    return watchbillctl(QStringList{u"--connection"_s, database.connection(user)} + arguments);
}

} // namespace watchbill
