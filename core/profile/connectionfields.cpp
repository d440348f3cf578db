// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "profile/connectionfields.h"

#include "postgres/connectionsettings.h"
#include "profile/connectiontext.h"
#include "task/sentences.h"

#include <QMap>
#include <QRegularExpression>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

struct Option
{
    QLatin1StringView keyword;
    QString ConnectionFields::*field;
};

constexpr std::array options{
    Option{"host"_L1, &ConnectionFields::host},
    Option{"port"_L1, &ConnectionFields::port},
    Option{"dbname"_L1, &ConnectionFields::database},
    Option{"user"_L1, &ConnectionFields::user},
    Option{"sslmode"_L1, &ConnectionFields::tlsMode},
    Option{"sslrootcert"_L1, &ConnectionFields::rootCertificate},
    Option{"password"_L1, &ConnectionFields::password},
    Option{"sslpassword"_L1, &ConnectionFields::keyPassword},
};

// Quotes only where libpq needs them: a person reads this.
QString pair(const QString &keyword, const QString &value)
{
    static const QRegularExpression plain(uR"(^[^\s'\\;]+\z)"_s);
    return plain.match(value).hasMatch() ? keyword + u'=' + value
                                         : ConnectionSettings::keyValue(keyword, value);
}

bool isLocalHost(const QString &host)
{
    return host.isEmpty() || host.startsWith(u'/') || host.startsWith(u'@') || host == "localhost"_L1
        || host == "::1"_L1 || host.startsWith("127."_L1);
}

} // namespace

Result<ConnectionFields> ConnectionFields::fromText(const QString &text)
{
    return ConnectionText::read(text).map([](const ConnectionText &read) { return of(read.settings); });
}

ConnectionFields ConnectionFields::of(const ConnectionSettings &settings)
{
    QMap<QString, QString> values = settings.values();
    ConnectionFields fields;
    for (const auto &[keyword, field] : options)
        fields.*field = values.take(keyword);
    QStringList more;
    for (auto it = values.cbegin(); it != values.cend(); ++it)
        more += pair(it.key(), it.value());
    fields.more = more.join(u' ');
    return fields;
}

QStringList ConnectionFields::keywords()
{
    QStringList keywords;
    for (const Option &option : options)
        keywords += option.keyword;
    return keywords;
}

QString ConnectionFields::toText() const
{
    QStringList parts;
    for (const auto &[keyword, field] : options) {
        if (const QString &value = this->*field; !value.isEmpty())
            parts += pair(keyword, value);
    }
    if (!more.isEmpty())
        parts += more;
    return parts.join(u' ');
}

ConnectionFields ConnectionFields::withoutPasswords() const
{
    ConnectionFields fields = *this;
    fields.password.clear();
    fields.keyPassword.clear();
    return fields;
}

QStringList ConnectionFields::hosts() const
{
    QStringList hosts = host.split(u',');
    for (QString &one : hosts)
        one = one.trimmed();
    return hosts;
}

QString ConnectionFields::hostsToShow() const
{
    QStringList shown = host.split(u',');
    const QStringList ports = port.split(u',');
    for (int i = 0; i < shown.size(); ++i) {
        const QString one = ports.size() == 1 ? ports[0] : ports.value(i);
        if (!one.isEmpty() && one != "5432"_L1)
            shown[i] = ConnectionSettings::hostAndPort(shown[i], one);
    }
    return listed(shown);
}

bool ConnectionFields::isLocal() const
{
    const QStringList all = hosts();
    return !more.contains("hostaddr"_L1) && std::all_of(all.begin(), all.end(), isLocalHost);
}

} // namespace watchbill
