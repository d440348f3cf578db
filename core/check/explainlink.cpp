// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "check/explainlink.h"

#include "postgres/linkreport.h"
#include "postgres/sqltext.h"
#include "source/ownerstatements.h"
#include "task/sentences.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

using State = ConnectionTestStep::State;
using Stage = LinkReport::Stage;
using Finding = ConnectionTestFinding;

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::LinkFindings)
};

// By words that the client has no code for, and that settleClientWords() keeps in English, or by a name that no
// language translates.
bool says(const TaskError &error, QLatin1StringView words)
{
    return error.serverText.contains(words, Qt::CaseInsensitive);
}

// Our own deadline, or libpq's for a host.
bool isTimeout(const TaskError &error)
{
    return error.serverText.isEmpty() || says(error, "timeout expired"_L1) || says(error, "timed out"_L1);
}

// All lines, where several addresses were tried in vain.
QString withAllAttempts(const QString &sentence, const TaskError &error)
{
    QStringList attempts;
    for (const QString &line : error.serverText.split(u'\n')) {
        if (line.startsWith("connection to server"_L1) || line.startsWith("could not translate"_L1))
            attempts += line.trimmed();
    }
    if (attempts.size() < 2)
        return sentence;
    return joinSentences({sentence, Texts::tr("Tried: %1.").arg(attempts.join("; "_L1))});
}

bool isRefused(const TaskError &error)
{
    return says(error, "Connection refused"_L1);
}

QString unreached(const LinkReport &report, const TaskError &error)
{
    if (says(error, "could not translate host name"_L1))
        return Texts::tr("Host “%1” could not be resolved. Check the spelling, or connect to your VPN.")
            .arg(report.host);
    if (report.isSocket())
        return Texts::tr("No server listens on the local socket %1. Check the folder and port, and that "
                         "the server is running. (%2)")
            .arg(report.place(), error.message);
    if (isRefused(error))
        return Texts::tr("%1 refuses connections: nothing listens on that port. Check host and port, and "
                         "that the server is running and listens on this address.")
            .arg(report.place());
    if (isTimeout(error))
        return Texts::tr("%1 does not answer. A firewall may block it, a VPN may not be connected, or the "
                         "address is wrong.")
            .arg(report.place());
    return error.message;
}

Finding reach(const LinkReport &report, const std::optional<TaskError> &error)
{
    if (report.stage > Stage::Seeking)
        return {State::Fine, Texts::tr("%1 answers.").arg(report.place()), {}};
    if (!error)
        return {State::Running, {}, {}};
    return {State::Failed, withAllAttempts(unreached(report, *error), *error), {}};
}

Finding notAgreed(const LinkReport &report, const TaskError &error)
{
    if (says(error, "does not support SSL"_L1))
        return {
            State::Failed,
            Texts::tr("The server offers no TLS, and sslmode=%1 requires it. Enable TLS on the server (ssl "
                      "= on). Use sslmode=disable only in a network that you trust.")
                .arg(report.tlsMode),
            {}};
    if (says(error, "does not match host name"_L1))
        return {State::Failed,
                Texts::tr("The server's certificate is not for “%1”: another server may be answering. Use "
                          "the host name in the certificate. (%2)")
                    .arg(report.host, error.message),
                {}};
    if (says(error, "root certificate file"_L1))
        return {State::Failed,
                Texts::tr("There is no root certificate to check the server against. Get the "
                          "authority's certificate and name its file in sslrootcert. (%1)")
                    .arg(error.message),
                {}};
    if (says(error, "certificate verify failed"_L1))
        return {State::Failed,
                Texts::tr("The server's certificate is not trusted: no authority in sslrootcert has issued "
                          "it, or it has expired. Get the right root certificate; another server may be "
                          "answering. (%1)")
                    .arg(error.message),
                {}};
    if (isTimeout(error))
        return {State::Failed,
                Texts::tr("%1 accepted the connection, then sent nothing. It may not be PostgreSQL, "
                          "or the network drops the data.")
                    .arg(report.place()),
                {}};
    return {State::Failed, Texts::tr("TLS negotiation failed. %1").arg(error.message), {}};
}

Finding plain(const LinkReport &report)
{
    if (report.isSocket())
        return {State::Fine, Texts::tr("Not encrypted (fine: local socket)."), {}};
    if (report.isLocal())
        return {State::Fine, Texts::tr("Not encrypted (fine: the server is on this computer)."), {}};
    const QString why = report.tlsMode == "disable"_L1 || report.tlsMode == "allow"_L1
        ? Texts::tr("Not encrypted: sslmode=%1 does not ask for it.").arg(report.tlsMode)
        : Texts::tr("Not encrypted: the server offers no TLS.");
    return {State::Warning,
            joinSentences({why,
                           Texts::tr("Anyone on the network path can read and change the traffic. Use "
                                     "sslmode=verify-full with the authority's certificate in "
                                     "sslrootcert.")}),
            u"sslmode=verify-full"_s};
}

Finding encrypted(const LinkReport &report)
{
    const QString how = report.tlsCipher.isEmpty() ? report.tlsProtocol
                                                   : u"%1, %2"_s.arg(report.tlsProtocol, report.tlsCipher);
    switch (report.trust) {
    case LinkReport::Trust::Host:
        return {
            State::Fine,
            Texts::tr("Encrypted (%1). The certificate is trusted and valid for %2.").arg(how, report.host),
            {}};
    case LinkReport::Trust::Authority:
        return {
            State::Warning,
            Texts::tr("Encrypted (%1). The certificate is trusted, but not checked to be valid for %2. Use "
                      "sslmode=verify-full.")
                .arg(how, report.host),
            u"sslmode=verify-full"_s};
    case LinkReport::Trust::None:
        break;
    }
    if (report.isLocal())
        return {State::Fine,
                Texts::tr("Encrypted (%1). The certificate was not checked (fine: the server is on this "
                          "computer).")
                    .arg(how),
                {}};
    return {State::Warning,
            Texts::tr("Encrypted (%1), but sslmode=%2 checks no certificate: an attacker could pose as the "
                      "server. Use sslmode=verify-full with the authority's certificate in sslrootcert.")
                .arg(how, report.tlsMode),
            u"sslmode=verify-full"_s};
}

Finding encryption(const LinkReport &report, const std::optional<TaskError> &error)
{
    if (report.stage < Stage::Reached)
        return {error ? State::Skipped : State::Waiting, {}, {}};
    if (report.stage > Stage::Reached)
        return report.isEncrypted ? encrypted(report) : plain(report);
    // A socket has no TLS to agree upon.
    if (error && report.isSocket())
        return plain(report);
    return error ? notAgreed(report, *error) : Finding{State::Running, {}, {}};
}

// A line for the server's pg_hba.conf, of what the server itself has named.
QString accessLine(const LinkReport &report, const TaskError &error)
{
    static const QRegularExpression mayBeAddress(u"[0-9a-fA-F]*[.:][0-9a-fA-F.:]+"_s);
    auto matches =
        mayBeAddress.globalMatch(error.serverText.section(" failed: "_L1, 1)); // the server's own words
    QString address;
    while (matches.hasNext() && address.isEmpty()) {
        const QString one = matches.next().captured();
        if ((one.count(u'.') == 3 || one.count(u':') > 1) && !QHostAddress(one).isNull())
            address = one;
    }
    if (address.isEmpty())
        return {};
    return u"%1 %2 %3 %4/%5 scram-sha-256"_s.arg(
        report.isEncrypted ? u"hostssl"_s : u"host"_s, sql::identifier(report.database),
        sql::identifier(report.user), address, address.contains(u':') ? u"128"_s : u"32"_s);
}

QString refusedEntry(const LinkReport &report, const TaskError &error)
{
    const QString sentence =
        Texts::tr("The server's access rules (pg_hba.conf) do not let the user “%1” into the database "
                  "“%2” from here. Ask its administrator for an entry. (%3)")
            .arg(report.user, report.database, error.message);
    if (!report.isEncrypted && !report.isSocket())
        return joinSentences(
            {sentence, Texts::tr("The server may require TLS: try sslmode=require or stricter.")});
    return sentence;
}

Finding refused(const LinkReport &report, const TaskError &error)
{
    const auto failed = [](const QString &sentence, const QString &advice = {}) {
        return Finding{State::Failed, sentence, advice};
    };
    if (report.lacksPassword)
        return failed(Texts::tr("The server requires a password for the user “%1”. Enter it, or put it into "
                                "~/.pgpass.")
                          .arg(report.user));
    if (error.sqlState == "28P01"_L1)
        return failed(
            Texts::tr("The password of the user “%1” is wrong, or there is no such user.").arg(report.user));
    if (error.sqlState == "28000"_L1 && says(error, "pg_hba.conf"_L1))
        return failed(refusedEntry(report, error), accessLine(report, error));
    if (error.sqlState == "3D000"_L1)
        return failed(
            Texts::tr("There is no database “%1” on this server. Check the spelling.").arg(report.database));
    if (error.sqlState == "42501"_L1)
        return failed(Texts::tr("The user “%1” may not connect to the database “%2”.")
                          .arg(report.user, report.database),
                      ownerstatements::letConnect(report.user, report.database));
    if (error.sqlState == "53300"_L1)
        return failed(Texts::tr("The server has too many connections. Try again later, or use a pooler. (%1)")
                          .arg(error.message));
    if (error.sqlState == "57P03"_L1)
        return failed(
            Texts::tr("The server is not ready yet. Try again in a moment. (%1)").arg(error.message));
    if (isTimeout(error))
        return failed(Texts::tr("%1 accepted the connection, but does not answer the login. It may not be "
                                "PostgreSQL, or the network drops the data.")
                          .arg(report.place()));
    return failed(error.message);
}

Finding login(const LinkReport &report, const std::optional<TaskError> &error)
{
    if (report.stage == Stage::LoggedIn)
        return {State::Fine,
                Texts::tr("Logged in as %1 to the database “%2”.").arg(report.user, report.database),
                {}};
    const bool isTurn =
        report.stage == Stage::LoggingIn || (report.stage == Stage::Reached && report.isSocket());
    if (!isTurn)
        return {error ? State::Skipped : State::Waiting, {}, {}};
    return error ? refused(report, *error) : Finding{State::Running, {}, {}};
}

} // namespace

LinkFindings explainLink(const LinkReport &report, const std::optional<TaskError> &error)
{
    const bool isPortClosed =
        error && report.stage < Stage::Reached && !report.isSocket() && isRefused(*error);
    return {reach(report, error), encryption(report, error), login(report, error), isPortClosed};
}

} // namespace watchbill
