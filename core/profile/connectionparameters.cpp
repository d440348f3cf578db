// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "profile/connectionparameters.h"

#include "postgres/connectionsettings.h"
#include "postgres/sqltext.h"
#include "profile/refusal.h"

#include <QCoreApplication>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::ConnectionParameters)
};

using Names = QMap<QString, QString>;

// "SSL Mode", "sslMode" and "ssl_mode" are one name.
QString bare(const QString &text)
{
    static const QRegularExpression separators(uR"([\s_.-])"_s);
    return text.toLower().remove(separators);
}

// What other programs call libpq's keywords: Npgsql, JDBC, ODBC, object mappers.
const Names &otherNames()
{
    static const Names names{
        {u"server"_s, u"host"_s},
        {u"servername"_s, u"host"_s},
        {u"hostname"_s, u"host"_s},
        {u"datasource"_s, u"host"_s},
        {u"database"_s, u"dbname"_s},
        {u"databasename"_s, u"dbname"_s},
        {u"db"_s, u"dbname"_s},
        {u"initialcatalog"_s, u"dbname"_s},
        {u"username"_s, u"user"_s},
        {u"userid"_s, u"user"_s},
        {u"uid"_s, u"user"_s},
        {u"pwd"_s, u"password"_s},
        {u"psw"_s, u"password"_s},
        {u"pass"_s, u"password"_s},
        {u"ssl"_s, u"sslmode"_s},
        {u"rootcertificate"_s, u"sslrootcert"_s},
        {u"sslcertificate"_s, u"sslcert"_s},
        {u"timeout"_s, u"connect_timeout"_s},
        {u"logintimeout"_s, u"connect_timeout"_s},
        {u"connectiontimeout"_s, u"connect_timeout"_s},
        {u"targetservertype"_s, u"target_session_attrs"_s},
        {u"targetsessionattributes"_s, u"target_session_attrs"_s},
    };
    return names;
}

const Names &keywords()
{
    static const Names names = [] {
        Names all = otherNames();
        for (const QString &keyword : ConnectionSettings::keywords())
            all.insert(bare(keyword), keyword);
        return all;
    }();
    return names;
}

// Settings of the session, and drivers' own, which some programs write among libpq's pairs.
bool isOfAnotherDriver(const QString &name)
{
    static const QStringList known{u"timezone"_s,         u"searchpath"_s,    u"datestyle"_s,
                                   u"statementtimeout"_s, u"currentschema"_s, u"binaryparameters"_s};
    return known.contains(bare(name)) || name.startsWith("pool_"_L1);
}

std::optional<QString> tlsModeOf(const QString &value)
{
    static const Names modes{
        {u"disable"_s, u"disable"_s},  {u"disabled"_s, u"disable"_s},   {u"allow"_s, u"allow"_s},
        {u"prefer"_s, u"prefer"_s},    {u"preferred"_s, u"prefer"_s},   {u"require"_s, u"require"_s},
        {u"required"_s, u"require"_s}, {u"noverify"_s, u"require"_s},   {u"true"_s, u"require"_s},
        {u"1"_s, u"require"_s},        {u"yes"_s, u"require"_s},        {u"on"_s, u"require"_s},
        {u"false"_s, u"disable"_s},    {u"0"_s, u"disable"_s},          {u"no"_s, u"disable"_s},
        {u"off"_s, u"disable"_s},      {u"verifyca"_s, u"verify-ca"_s}, {u"verifyfull"_s, u"verify-full"_s},
        {QString(), u"require"_s}, // "?ssl", as in JDBC
    };
    if (bare(value).contains("rejectunauthorized\":false"_L1))
        return u"require"_s;
    const auto mode = modes.constFind(bare(value));
    return mode == modes.cend() ? std::nullopt : std::optional(*mode);
}

std::optional<QString> targetOf(const QString &value)
{
    static const Names targets{
        {u"any"_s, u"any"_s},
        {u"readwrite"_s, u"read-write"_s},
        {u"readonly"_s, u"read-only"_s},
        {u"primary"_s, u"primary"_s},
        {u"master"_s, u"primary"_s},
        {u"preferprimary"_s, u"any"_s},
        {u"standby"_s, u"standby"_s},
        {u"secondary"_s, u"standby"_s},
        {u"slave"_s, u"standby"_s},
        {u"preferstandby"_s, u"prefer-standby"_s},
        {u"prefersecondary"_s, u"prefer-standby"_s},
        {u"preferslave"_s, u"prefer-standby"_s},
    };
    const auto target = targets.constFind(bare(value));
    return target == targets.cend() ? std::nullopt : std::optional(*target);
}

bool isFolder(const QString &host)
{
    return host.startsWith(u'/') || host.startsWith(u'@');
}

Result<void> checkHost(const QString &host)
{
    static const QRegularExpression foreign(uR"([\s"'`$<>{}()\[\]\\|^,;?#@/])"_s);
    if (isFolder(host))
        return {};
    const QRegularExpressionMatch found = foreign.match(host);
    if (!found.hasMatch())
        return {};
    const QString character = found.captured();
    if (character == "$"_L1)
        return refused(Texts::tr("The host “%1” contains a variable. Give its value instead.").arg(host));
    return refused(character.trimmed().isEmpty()
                       ? Texts::tr("The host “%1” contains a space.").arg(host)
                       : Texts::tr("The host “%1” contains the character %2.").arg(host, character));
}

bool isPort(const QString &text)
{
    bool isNumber = false;
    const int number = text.toInt(&isNumber);
    return text.isEmpty() || (isNumber && number >= 1 && number <= 65535);
}

// "[::1]:5432", "db:5432", "/var/run/postgresql"
ConnectionParameters::Host hostOf(const QString &text)
{
    static const QRegularExpression bracketed(uR"(^\[([^\]]*)\](?::(.*))?\z)"_s);
    if (const auto match = bracketed.match(text); match.hasMatch())
        return {match.captured(1), match.captured(2)};
    if (isFolder(text) || text.count(u':') != 1) // an IPv6 address without brackets
        return {text, {}};
    return {text.section(u':', 0, 0), text.section(u':', 1)};
}

} // namespace

std::optional<QString> ConnectionParameters::keywordOf(const QString &name)
{
    const auto keyword = keywords().constFind(bare(name));
    return keyword == keywords().cend() ? std::nullopt : std::optional(*keyword);
}

bool ConnectionParameters::isKnown(const QString &name)
{
    return keywordOf(name) || isOfAnotherDriver(name);
}

std::optional<QString> ConnectionParameters::keywordOfVariable(const QString &name)
{
    static const QRegularExpression prefixed(
        uR"(^(?:[A-Z0-9]+_)*?(?:DB|DATABASE|POSTGRES|POSTGRESQL|PG)_([A-Z_]+)\z)"_s);
    if (const QString keyword = ConnectionSettings::keywordOfVariable(name); !keyword.isEmpty())
        return keyword;
    const QRegularExpressionMatch match = prefixed.match(name);
    if (!match.hasMatch())
        return std::nullopt;
    return match.captured(1) == "NAME"_L1 ? u"dbname"_s : keywordOf(match.captured(1));
}

Result<void> ConnectionParameters::add(const QString &name, const QString &value, Unknown unknown)
{
    if (sql::hasNul(value))
        return refused(Texts::tr("The value of “%1” contains a NUL character.").arg(name));
    if (const auto keyword = keywordOf(name))
        return set(*keyword, name, value);
    if (unknown == Unknown::Refused && !isKnown(name))
        return refused(Texts::tr("There is no connection option “%1”.").arg(name));
    m_ignored += name;
    return {};
}

Result<void> ConnectionParameters::set(const QString &keyword, const QString &name, const QString &value)
{
    if (keyword == "sslmode"_L1)
        return setTlsMode(name, value);
    if (value.isEmpty())
        return {};
    if (keyword == "host"_L1) {
        for (const QString &one : value.split(u',')) // SQLAlchemy gives each host a parameter of its own
            m_hosts += hostOf(one.trimmed());
        const Result<void> fine = setHosts(m_hosts);
        if (value.count(u',') + 1 == m_hosts.size() && !m_values.contains(u"port"_s))
            m_values.insert(keyword, value); // as it came
        return fine;
    }
    if (keyword == "target_session_attrs"_L1)
        return setTarget(name, value);
    if (keyword == "port"_L1) {
        for (const QString &port : value.split(u',')) {
            if (!isPort(port.trimmed()))
                return refused(Texts::tr("The port “%1” is not a number from 1 to 65535.").arg(port));
        }
    }
    m_values.insert(keyword, value);
    return {};
}

Result<void> ConnectionParameters::setTlsMode(const QString &name, const QString &value)
{
    const auto mode = tlsModeOf(value);
    if (!mode)
        return refused(
            Texts::tr("“%1” cannot be “%2”. Use disable, allow, prefer, require, verify-ca or verify-full.")
                .arg(name, value));
    const bool isByName = bare(name) == "sslmode"_L1;
    if (m_hasTlsMode && !isByName)
        return {};
    if (bare(value) == "noverify"_L1)
        m_notes +=
            Texts::tr(
                "%1=no-verify is used as require: encrypted, but the server's identity is not verified.")
                .arg(name);
    if (!value.isEmpty() || !isByName)
        m_values.insert(u"sslmode"_s, *mode);
    m_hasTlsMode = m_hasTlsMode || isByName;
    return {};
}

Result<void> ConnectionParameters::setTarget(const QString &name, const QString &value)
{
    const auto target = targetOf(value);
    if (!target)
        return refused(
            Texts::tr(
                "“%1” cannot be “%2”. Use any, read-write, read-only, primary, standby or prefer-standby.")
                .arg(name, value));
    m_values.insert(u"target_session_attrs"_s, *target);
    return {};
}

// Says no port: where a URI has no login, it is a password.
Result<void> ConnectionParameters::setHosts(const QVector<Host> &hosts)
{
    QStringList names;
    QStringList ports;
    for (const Host &host : hosts) {
        if (const auto fine = checkHost(host.name); !fine)
            return fine;
        if (!isPort(host.port))
            return refused(
                host.name.isEmpty()
                    ? Texts::tr("The port is not a number from 1 to 65535.")
                    : Texts::tr("The port of “%1” is not a number from 1 to 65535.").arg(host.name));
        names += host.name;
        ports += host.port;
    }
    if (QStringList(names).removeAll(QString()) < names.size())
        m_values.insert(u"host"_s, names.join(u','));
    if (QStringList(ports).removeAll(QString()) < ports.size())
        m_values.insert(u"port"_s, ports.join(u','));
    return {};
}

QString ConnectionParameters::toText() const
{
    QStringList pairs;
    for (auto it = m_values.cbegin(); it != m_values.cend(); ++it)
        pairs += ConnectionSettings::keyValue(it.key(), it.value());
    return pairs.join(u' ');
}

} // namespace watchbill
