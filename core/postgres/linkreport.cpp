// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "postgres/linkreport.h"

#include "postgres/connectionsettings.h"

#include <QDir>
#include <QFileInfo>
#include <QHostAddress>
#include <QMap>

#include <libpq-fe.h>

#include <memory>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

using Stage = LinkReport::Stage;
using Trust = LinkReport::Trust;

// What is in effect, from wherever libpq took it.
QMap<QString, QString> settingsOf(PGconn *connection)
{
    QMap<QString, QString> values;
    const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options(PQconninfo(connection),
                                                                               &PQconninfoFree);
    for (const PQconninfoOption *option = options.get(); option && option->keyword; ++option)
        values.insert(QString::fromUtf8(option->keyword), QString::fromUtf8(option->val));
    return values;
}

// libpq checks a certificate in any mode if there is a file of authorities.
bool hasAuthorities(const QString &file)
{
    if (file == "system"_L1)
        return true;
    return QFileInfo::exists(file.isEmpty() ? QDir::homePath() + "/.postgresql/root.crt"_L1 : file);
}

Trust trustOf(const QString &tlsMode, const QString &rootCertificate)
{
    if (tlsMode == "verify-full"_L1)
        return Trust::Host;
    return tlsMode == "verify-ca"_L1 || hasAuthorities(rootCertificate) ? Trust::Authority : Trust::None;
}

Stage stageOf(ConnStatusType status, Stage before)
{
    switch (status) {
    case CONNECTION_BAD: // says only that it is over, not since when
        return before;
    case CONNECTION_NEEDED:
    case CONNECTION_STARTED:
        return Stage::Seeking;
    case CONNECTION_MADE:
    case CONNECTION_SSL_STARTUP:
    case CONNECTION_GSS_STARTUP:
        return Stage::Reached;
    case CONNECTION_OK:
        return Stage::LoggedIn;
    default:
        return Stage::LoggingIn;
    }
}

} // namespace

bool LinkReport::isLocal() const
{
    return isSocket() || QHostAddress(address).isLoopback();
}

QString LinkReport::place() const
{
    if (isSocket())
        return host + "/.s.PGSQL."_L1 + port;
    const QString named = ConnectionSettings::hostAndPort(host, port);
    return address.isEmpty() || address == host ? named : named + " ("_L1 + address + u')';
}

void update(LinkReport &report, PGconn *connection)
{
    const LinkReport before = report;
    report.stage = stageOf(PQstatus(connection), before.stage);
    report.host = QString::fromUtf8(PQhost(connection));
    report.address = QString::fromUtf8(PQhostaddr(connection));
    report.port = QString::fromUtf8(PQport(connection));
    report.user = QString::fromUtf8(PQuser(connection));
    report.database = QString::fromUtf8(PQdb(connection));
    report.lacksPassword = PQconnectionNeedsPassword(connection) != 0;
    report.backend = PQbackendPID(connection);
    const QMap<QString, QString> settings = settingsOf(connection);
    report.tlsMode = settings.value(u"sslmode"_s);
    // Where the mode allows it, a login that was refused over TLS is tried again without: what the host has
    // shown before still holds then.
    const bool isAgain = report.host == before.host && report.address == before.address
        && report.port == before.port && report.stage != Stage::LoggedIn;
    if (PQsslInUse(connection) == 0) {
        if (!isAgain) {
            report.isEncrypted = false;
            report.trust = Trust::None;
            report.tlsProtocol.clear();
            report.tlsCipher.clear();
        }
        return;
    }
    report.isEncrypted = true;
    report.trust = trustOf(report.tlsMode, settings.value(u"sslrootcert"_s));
    report.tlsProtocol = QString::fromUtf8(PQsslAttribute(connection, "protocol"));
    report.tlsCipher = QString::fromUtf8(PQsslAttribute(connection, "cipher"));
}

} // namespace watchbill
