// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pgliteserver.h"

#include <QElapsedTimer>
#include <QTcpServer>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

quint16 freePort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

} // namespace

PGliteServer::~PGliteServer()
{
    m_process.kill();
    m_process.waitForFinished();
}

QString PGliteServer::program()
{
    return qEnvironmentVariable("WATCHBILL_PGLITE");
}

QString PGliteServer::start()
{
    constexpr int patient = 60'000;
    m_port = freePort();
    m_process.start(u"node"_s, {program(), u"--port=%1"_s.arg(m_port), u"--max-connections=1"_s});
    QByteArray said;
    QElapsedTimer waited;
    waited.start();
    while (!(said += m_process.readAllStandardOutput()).contains("listening on")) {
        const bool isRunning = m_process.state() != QProcess::NotRunning;
        if (!isRunning || waited.hasExpired(patient))
            return QString::fromUtf8(said + m_process.readAllStandardError()) + m_process.errorString();
        m_process.waitForReadyRead(1'000);
    }
    return {};
}

QString PGliteServer::connection() const
{
    return u"host=127.0.0.1 port=%1 user=postgres dbname=postgres sslmode=disable"_s.arg(m_port);
}

} // namespace watchbill
