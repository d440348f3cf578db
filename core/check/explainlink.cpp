// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "check/explainlink.h"

#include "advice/ownerstatements.h"
#include "postgres/linkreport.h"
#include "postgres/loginsentence.h"
#include "postgres/sqltext.h"
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

Finding reach(const LinkReport &report, const std::optional<TaskError> &error)
{
    if (report.stage > Stage::Seeking)
        return {State::Fine, Texts::tr("%1 answers.").arg(report.place()), {}};
    if (!error)
        return {State::Running, {}, {}};
    return {State::Failed, loginsentence::of(report, *error), {}};
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
    return error ? Finding{State::Failed, loginsentence::of(report, *error), {}}
                 : Finding{State::Running, {}, {}};
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

QString advice(const LinkReport &report, const TaskError &error)
{
    if (report.lacksPassword)
        return {};
    if (loginsentence::isOfAccessRules(error))
        return accessLine(report, error);
    return error.sqlState == "42501"_L1 ? ownerstatements::letConnect(report.user, report.database)
                                        : QString();
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
    return error ? Finding{State::Failed, loginsentence::of(report, *error), advice(report, *error)}
                 : Finding{State::Running, {}, {}};
}

} // namespace

LinkFindings explainLink(const LinkReport &report, const std::optional<TaskError> &error)
{
    const bool isPortClosed =
        error && report.stage < Stage::Reached && !report.isSocket() && loginsentence::isPortClosed(*error);
    return {reach(report, error), encryption(report, error), login(report, error), isPortClosed};
}

} // namespace watchbill
