// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "watchprocess.h"

#include "builtprograms.h"
#include "watchbillctlprocess.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

constexpr int patienceWithWatch = 60'000; // milliseconds

} // namespace

WatchProcess::WatchProcess(const TestDatabase &database, const QStringList &options,
                           const QStringList &globalOptions, const QString &user)
{
    QStringList arguments{u"--connection"_s, database.connection(user), u"--verbose"_s};
    arguments += globalOptions;
    arguments += {u"watch"_s, u"--interval"_s, u"0.1"_s};
    arguments += options;
    m_process.setProcessEnvironment(environmentWithoutServer());
    m_process.start(builtWatchbillctl(), arguments);
    for (QByteArray words = message(); !words.isEmpty(); words = message()) {
        if (words.contains("Changes from now on are printed"))
            return;
        m_firstMessages += words;
    }
    qFatal("watchbillctl does not watch: %s", m_firstMessages.constData());
}

WatchProcess::~WatchProcess()
{
    m_process.kill();
    m_process.waitForFinished(patienceWithWatch);
}

QByteArray WatchProcess::read(QProcess::ProcessChannel channel)
{
    m_process.setReadChannel(channel);
    while (!m_process.canReadLine()) {
        if (!m_process.waitForReadyRead(patienceWithWatch))
            break;
    }
    return m_process.canReadLine() ? m_process.readLine() : QByteArray();
}

QJsonObject WatchProcess::change()
{
    return QJsonDocument::fromJson(line()).object();
}

QString inShort(const QJsonObject &line)
{
    const QJsonObject task = line[u"task"_s].toObject();
    return line[u"change"_s].toString() + u' ' + task[u"status"_s].toString() + u' '
        + task[u"id"_s].toString();
}

bool WatchProcess::waitForEnd()
{
    return m_process.state() == QProcess::NotRunning || m_process.waitForFinished(patienceWithWatch);
}

} // namespace watchbill
