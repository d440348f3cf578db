// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "postgres/loginsentence.h"

#include "postgres/linkreport.h"
#include "task/sentences.h"
#include "task/taskerror.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace watchbill::loginsentence {

namespace {

using Stage = LinkReport::Stage;

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::LoginSentence)
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

QString unreached(const LinkReport &report, const TaskError &error)
{
    if (says(error, "could not translate host name"_L1))
        return Texts::tr("Host “%1” could not be resolved. Check the spelling, or connect to your VPN.")
            .arg(report.host);
    if (report.isSocket())
        return Texts::tr("No server listens on the local socket %1. Check the folder and port, and that "
                         "the server is running. (%2)")
            .arg(report.place(), error.message);
    if (isPortClosed(error))
        return Texts::tr("%1 refuses connections: nothing listens on that port. Check host and port, and "
                         "that the server is running and listens on this address.")
            .arg(report.place());
    if (isTimeout(error))
        return Texts::tr("%1 does not answer. A firewall may block it, a VPN may not be connected, or the "
                         "address is wrong.")
            .arg(report.place());
    return error.message;
}

QString notAgreed(const LinkReport &report, const TaskError &error)
{
    if (says(error, "does not support SSL"_L1))
        return Texts::tr(
                   "The server offers no TLS, and sslmode=%1 requires it. Enable TLS on the server (ssl "
                   "= on). Use sslmode=disable only in a network that you trust.")
            .arg(report.tlsMode);
    if (says(error, "does not match host name"_L1))
        return Texts::tr("The server's certificate is not for “%1”: another server may be answering. Use "
                         "the host name in the certificate. (%2)")
            .arg(report.host, error.message);
    if (says(error, "root certificate file"_L1))
        return Texts::tr("There is no root certificate to check the server against. Get the "
                         "authority's certificate and name its file in sslrootcert. (%1)")
            .arg(error.message);
    if (says(error, "certificate verify failed"_L1))
        return Texts::tr("The server's certificate is not trusted: no authority in sslrootcert has issued "
                         "it, or it has expired. Get the right root certificate; another server may be "
                         "answering. (%1)")
            .arg(error.message);
    if (isTimeout(error))
        return Texts::tr("%1 accepted the connection, then sent nothing. It may not be PostgreSQL, "
                         "or the network drops the data.")
            .arg(report.place());
    return Texts::tr("TLS negotiation failed. %1").arg(error.message);
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

QString refused(const LinkReport &report, const TaskError &error)
{
    if (report.lacksPassword)
        return Texts::tr("The server requires a password for the user “%1”. Enter it, or put it into "
                         "~/.pgpass.")
            .arg(report.user);
    if (error.sqlState == "28P01"_L1)
        return Texts::tr("The password of the user “%1” is wrong, or there is no such user.")
            .arg(report.user);
    if (isOfAccessRules(error))
        return refusedEntry(report, error);
    if (error.sqlState == "3D000"_L1)
        return Texts::tr("There is no database “%1” on this server. Check the spelling.")
            .arg(report.database);
    if (error.sqlState == "42501"_L1)
        return Texts::tr("The user “%1” may not connect to the database “%2”.")
            .arg(report.user, report.database);
    if (error.sqlState == "53300"_L1)
        return Texts::tr("The server has too many connections. Try again later, or use a pooler. (%1)")
            .arg(error.message);
    if (error.sqlState == "57P03"_L1)
        return Texts::tr("The server is not ready yet. Try again in a moment. (%1)").arg(error.message);
    if (isTimeout(error))
        return Texts::tr("%1 accepted the connection, but does not answer the login. It may not be "
                         "PostgreSQL, or the network drops the data.")
            .arg(report.place());
    return error.message;
}

} // namespace

bool isPortClosed(const TaskError &error)
{
    return says(error, "Connection refused"_L1);
}

bool isOfAccessRules(const TaskError &error)
{
    return error.sqlState == "28000"_L1 && says(error, "pg_hba.conf"_L1);
}

QString of(const LinkReport &report, const TaskError &error)
{
    if (report.stage == Stage::Seeking)
        return withAllAttempts(unreached(report, error), error);
    // A socket has no TLS to agree upon.
    return report.stage == Stage::Reached && !report.isSocket() ? notAgreed(report, error)
                                                                : refused(report, error);
}

} // namespace watchbill::loginsentence
