// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "demo/unprivileged.h"

#include <QProcess>
#include <QTemporaryDir>

namespace watchbill {

/// A PgBouncer of the test's own in front of a server that is reached by a socket. It ends with this object, and
/// with the test program. What goes wrong, such as that it is not installed, ends the test program.
class PgBouncer
{
public:
    enum class Mode { Session, Transaction };

    /// `connections` is how many it has to the server at most, for each user: with one, everybody shares it.
    PgBouncer(const QString &server, Mode mode, int connections = 10);
    ~PgBouncer();
    Q_DISABLE_COPY_MOVE(PgBouncer)

    /// The same connection by way of it, for everybody who had a login there when it was started.
    QString by(const QString &connection) const;

    /// Ends all connections.
    void stop();

    /// Again, in the same place.
    void start();

private:
    void writeSettings();
    void write(const QString &name, const QString &text);

    const QString m_server;
    const Mode m_mode;
    const int m_connections;
    ServerAccount m_account;
    QTemporaryDir m_folder;
    QString m_socketFolder;
    QProcess m_process;
};

} // namespace watchbill
