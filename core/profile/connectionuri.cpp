// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "profile/connectionuri.h"

#include <QCoreApplication>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace watchbill::connectionuri {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::ConnectionUri)
};

using Unknown = ConnectionParameters::Unknown;

struct Parts
{
    QString login; // user, or user:password
    QString hosts;
    QString database;
    QString query;
};

bool isEncoded(const QString &text)
{
    static const QRegularExpression stray(uR"(%(?![0-9A-Fa-f]{2}))"_s);
    return !stray.match(text).hasMatch();
}

QString decoded(const QString &text)
{
    return isEncoded(text) ? QString::fromUtf8(QByteArray::fromPercentEncoding(text.toUtf8())) : text;
}

// Who left characters in it that had to be encoded has encoded none.
QString decodedPassword(const QString &text)
{
    return text.contains(u'@') || text.contains(u'/') ? text : decoded(text);
}

// Split behind the login, which ends at `at`; below zero for none.
Parts split(const QString &text, qsizetype at)
{
    Parts parts;
    parts.login = text.left(qMax<qsizetype>(at, 0));
    const QString place = text.mid(at + 1);
    const qsizetype mark = place.indexOf(u'?');
    const QString path = place.left(mark);
    if (mark >= 0)
        parts.query = place.mid(mark + 1);
    const qsizetype slash = path.indexOf(u'/');
    parts.hosts = path.left(slash);
    if (slash >= 0)
        parts.database = path.mid(slash + 1);
    if (parts.database.endsWith(u'/'))
        parts.database.chop(1);
    return parts;
}

bool isPlausible(const Parts &parts)
{
    static const QRegularExpression host(uR"(^(?:\[[^\]@/]*\]|[^\[\]:@/?#\s]*)(?::\d*)?\z)"_s);
    static const QRegularExpression database(uR"(^[^@/:?]*\z)"_s);
    static const QRegularExpression query(uR"(^(?:[\w. %-]+(?:=[^&]*)?(?:&+|\z))*\z)"_s);
    for (const QString &one : parts.hosts.split(u',')) {
        if (!host.match(one.trimmed()).hasMatch())
            return false;
    }
    const bool mayBePassword =
        parts.login.isEmpty() && parts.database.isEmpty() && parts.query.contains(u'@');
    return !mayBePassword && database.match(parts.database).hasMatch() && query.match(parts.query).hasMatch();
}

// A password may hold each of the characters that separate the parts: the first reading that can be meant counts.
Parts partsOf(const QString &text)
{
    if (const Parts whole = split(text, -1); isPlausible(whole))
        return whole;
    for (qsizetype at = text.indexOf(u'@'); at >= 0; at = text.indexOf(u'@', at + 1)) {
        if (const Parts parts = split(text, at); isPlausible(parts))
            return parts;
    }
    return split(text, text.lastIndexOf(u'@')); // for what is then found wrong
}

Result<void> addLogin(const QString &login, ConnectionParameters &parameters)
{
    const qsizetype colon = login.indexOf(u':');
    if (const auto fine = parameters.add(u"user"_s, decoded(login.left(colon)), Unknown::Refused); !fine)
        return fine;
    const QString password = colon < 0 ? QString() : decodedPassword(login.mid(colon + 1));
    return parameters.add(u"password"_s, password, Unknown::Refused);
}

Result<void> addHosts(const QString &text, ConnectionParameters &parameters)
{
    static const QRegularExpression bracketed(uR"(^\[([^\]]*)\](?::(.*))?\z)"_s);
    QVector<ConnectionParameters::Host> hosts;
    for (const QString &one : text.split(u',')) {
        const QRegularExpressionMatch match = bracketed.match(one.trimmed());
        if (!match.hasMatch() && one.count(u':') > 1)
            return failure(
                TaskError::Kind::InvalidInput,
                Texts::tr(
                    "It is not clear which colon precedes the port. Put an IPv6 address in brackets, as in [::1]:5432."));
        const QString name = match.hasMatch() ? match.captured(1) : one.section(u':', 0, 0).trimmed();
        const QString port = match.hasMatch() ? match.captured(2) : one.section(u':', 1).trimmed();
        hosts += {decoded(name), port};
    }
    return parameters.setHosts(hosts);
}

} // namespace

const QRegularExpression &scheme()
{
    static const QRegularExpression expression(
        uR"((?<![\w+.-])(?:jdbc:|r2dbc:(?:pool:)?)?(?:postgres(?:ql)?|postgis|pgsql|psql|ecto|pg|pgx\d?|crdb|cockroach(?:db)?|timescale(?:db|gis)?)(?:\+\w+)?://|(?<![\w+.-])jdbc:postgresql:/?)"_s,
        QRegularExpression::CaseInsensitiveOption);
    return expression;
}

Result<void> read(const QString &rest, ConnectionParameters &parameters)
{
    const Parts parts = partsOf(rest);
    if (const auto fine = addLogin(parts.login, parameters); !fine)
        return fine;
    if (const auto fine = addHosts(parts.hosts, parameters); !fine)
        return fine;
    if (const auto fine = parameters.add(u"dbname"_s, decoded(parts.database), Unknown::Refused); !fine)
        return fine;
    for (const QString &pair :
         QString(parts.query).replace("&amp;"_L1, "&"_L1).split(u'&', Qt::SkipEmptyParts)) {
        const QString name = decoded(pair.section(u'=', 0, 0)).trimmed();
        if (const auto fine = parameters.add(name, decoded(pair.section(u'=', 1)), Unknown::Ignored); !fine)
            return fine;
    }
    return {};
}

} // namespace watchbill::connectionuri
