// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "testserver.h"

#include <QByteArray>
#include <QJsonObject>
#include <QProcess>
#include <QStringList>

namespace watchbill {

/// A "watchbillctl watch" that runs; reading waits until there is something to read.
class WatchProcess
{
public:
    /// Returns after the first poll, so that every later change must be printed.
    /// `options` follow the command, `globalOptions` go before it.
    explicit WatchProcess(const TestDatabase &database, const QStringList &options = {},
                          const QStringList &globalOptions = {}, const QString &user = {});
    ~WatchProcess();

    /// What it said on standard error before the first look was done.
    const QByteArray &firstMessages() const { return m_firstMessages; }

    QByteArray line() { return read(QProcess::StandardOutput); } // empty if none comes
    QByteArray message() { return read(QProcess::StandardError); }
    QJsonObject change(); // a line's

    bool waitForEnd();
    QProcess &process() { return m_process; }

private:
    QByteArray read(QProcess::ProcessChannel channel);

    QProcess m_process;
    QByteArray m_firstMessages;
};

/// What a line says: the change, the status and the id.
QString inShort(const QJsonObject &line);

} // namespace watchbill
