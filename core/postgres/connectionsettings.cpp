// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "postgres/connectionsettings.h"

#include "postgres/sqltext.h"

#include <QCoreApplication>
#include <QRandomGenerator>

#include <libpq-fe.h>

#include <algorithm>
#include <array>
#include <memory>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::ConnectionSettings)
};

const QString targetKeyword = u"target_session_attrs"_s;

// libpq's keywords, each with its environment variable.
const QMap<QString, QString> &variables()
{
    static const QMap<QString, QString> all = [] {
        QMap<QString, QString> variables;
        const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options(
            PQconninfoParse("", nullptr), &PQconninfoFree);
        for (const PQconninfoOption *option = options.get(); option && option->keyword; ++option)
            variables.insert(QString::fromLatin1(option->keyword), QString::fromLatin1(option->envvar));
        return variables;
    }();
    return all;
}

} // namespace

Result<ConnectionSettings> ConnectionSettings::parse(const QString &text)
{
    if (sql::hasNul(text))
        return failure(TaskError::Kind::InvalidInput,
                       Texts::tr("A connection must not contain a NUL character."));

    char *message = nullptr;
    const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options(
        PQconninfoParse(text.trimmed().toUtf8().constData(), &message), &PQconninfoFree);
    const std::unique_ptr<char, decltype(&PQfreemem)> messageOwner(message, &PQfreemem);
    if (!options) {
        // libpq may quote what it was given, password and all: say what is expected instead.
        return failure(TaskError::Kind::InvalidInput, notUnderstood());
    }

    ConnectionSettings settings;
    for (const PQconninfoOption *option = options.get(); option->keyword; ++option) {
        if (option->val)
            settings.m_values.insert(QString::fromUtf8(option->keyword), QString::fromUtf8(option->val));
    }
    return settings;
}

QString ConnectionSettings::hosts(const QString &keyword) const
{
    const char *variable = keyword == "host"_L1 ? "PGHOST" : keyword == "port"_L1 ? "PGPORT" : "PGHOSTADDR";
    return m_values.value(keyword, qEnvironmentVariable(variable));
}

int ConnectionSettings::hostCount() const
{
    return 1 + int(std::max(hosts(u"host"_s).count(u','), hosts(u"hostaddr"_s).count(u',')));
}

QString ConnectionSettings::target() const
{
    return m_values.value(targetKeyword, qEnvironmentVariable("PGTARGETSESSIONATTRS"));
}

ConnectionSettings ConnectionSettings::forReading() const
{
    ConnectionSettings settings = *this;
    if (hostCount() > 1 && target().isEmpty())
        settings.m_values.insert(targetKeyword, u"prefer-standby"_s);
    return settings;
}

ConnectionSettings ConnectionSettings::forWriting() const
{
    static const QStringList readers{u"standby"_s, u"read-only"_s};
    ConnectionSettings settings = *this;
    if (hostCount() > 1 && !readers.contains(target()))
        settings.m_values.insert(targetKeyword, u"primary"_s);
    return settings;
}

QVector<ConnectionSettings> ConnectionSettings::eachHost() const
{
    const int count = hostCount();
    const auto fits = [&](const QStringList &list) { return list.size() == count; };
    QMap<QString, QStringList> lists;
    for (const QString &keyword : {u"host"_s, u"hostaddr"_s, u"port"_s}) {
        if (const QString list = hosts(keyword); !list.isEmpty())
            lists.insert(keyword, list.split(u','));
    }
    if (lists.value(u"port"_s).size() == 1)
        lists.remove(u"port"_s); // of all
    if (count == 1 || !std::all_of(lists.cbegin(), lists.cend(), fits)) // libpq says what does not fit
        return {*this};
    QVector<ConnectionSettings> each;
    const bool prefersStandby = target() == "prefer-standby"_L1;
    for (const QString &wanted :
         prefersStandby ? QStringList{u"standby"_s, u"any"_s} : QStringList{target()}) {
        for (int i = 0; i < count; ++i) {
            ConnectionSettings one = *this;
            for (auto list = lists.cbegin(); list != lists.cend(); ++list)
                one.m_values.insert(list.key(), list.value()[i]);
            if (!wanted.isEmpty())
                one.m_values.insert(targetKeyword, wanted);
            each += one;
        }
        if (m_values.value(u"load_balance_hosts"_s) == "random"_L1)
            std::shuffle(each.end() - count, each.end(), *QRandomGenerator::global());
    }
    return each;
}

// A dead link must be noticed in seconds, not after the kernel's two hours.
QMap<QString, QString> ConnectionSettings::valuesWithDefaults() const
{
    QMap<QString, QString> values{
        {u"connect_timeout"_s, u"10"_s},     {u"keepalives_idle"_s, u"5"_s},
        {u"keepalives_interval"_s, u"2"_s},  {u"keepalives_count"_s, u"2"_s},
        {u"tcp_user_timeout"_s, u"10000"_s},
    };
    values.insert(m_values);
    values.insert(u"client_encoding"_s, u"UTF8"_s);
    values.remove(u"application_name"_s);
    values.remove(u"fallback_application_name"_s);
    return values;
}

QString ConnectionSettings::applicationName() const
{
    for (const QString &name : {value(u"application_name"_s), qEnvironmentVariable("PGAPPNAME"),
                                value(u"fallback_application_name"_s)}) {
        if (!name.isEmpty())
            return name;
    }
    return u"watchbill"_s;
}

QString ConnectionSettings::withoutPassword() const
{
    ConnectionSettings rest = *this;
    rest.m_values.removeIf([](const auto &pair) { return isSecret(pair.key()); });
    return rest.toText();
}

bool ConnectionSettings::isSecret(const QString &keyword)
{
    static constexpr std::array secrets{"password"_L1, "sslpassword"_L1, "oauth_client_secret"_L1,
                                        "scram_client_key"_L1, "scram_server_key"_L1};
    return std::find(secrets.begin(), secrets.end(), keyword) != secrets.end();
}

QStringList ConnectionSettings::keywords()
{
    return variables().keys();
}

QString ConnectionSettings::keywordOfVariable(const QString &name)
{
    return name.isEmpty() ? QString() : variables().key(name);
}

ConnectionSettings ConnectionSettings::with(const QString &keyword, const QString &value) const
{
    ConnectionSettings changed = *this;
    changed.m_values.insert(keyword, value);
    return changed;
}

ConnectionSettings ConnectionSettings::without(const QString &keyword) const
{
    ConnectionSettings changed = *this;
    changed.m_values.remove(keyword);
    return changed;
}

QString ConnectionSettings::notUnderstood()
{
    return Texts::tr(
        "This is not a PostgreSQL connection. Use a URI such as postgresql://user@host:5432/database, or "
        "key=value pairs such as \"host=… dbname=… user=…\".");
}

QString ConnectionSettings::toText() const
{
    QStringList parts;
    for (auto it = m_values.cbegin(); it != m_values.cend(); ++it)
        parts += keyValue(it.key(), it.value());
    return parts.join(u' ');
}

QString ConnectionSettings::hostAndPort(const QString &host, const QString &port)
{
    return (host.contains(u':') ? u'[' + host + u']' : host) + u':' + port;
}

QString ConnectionSettings::keyValue(const QString &keyword, const QString &value)
{
    QString quoted = value;
    quoted.replace(u'\\', "\\\\"_L1);
    quoted.replace(u'\'', "\\'"_L1);
    return keyword + "='"_L1 + quoted + u'\'';
}

} // namespace watchbill
