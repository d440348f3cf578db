// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QProcess>
#include <QString>

namespace watchbill {

/// PGlite, a PostgreSQL within a program, that serves one connection at a time on a port of its own. It keeps its
/// data in memory and ends with this object.
class PGliteServer
{
public:
    PGliteServer() = default;
    ~PGliteServer();
    Q_DISABLE_COPY_MOVE(PGliteServer)

    /// Its socket server's program, by WATCHBILL_PGLITE; empty if that is not set.
    static QString program();

    /// Returns when it listens; else the reason why it does not.
    QString start();

    QString connection() const;

private:
    QProcess m_process;
    quint16 m_port = 0;
};

} // namespace watchbill
