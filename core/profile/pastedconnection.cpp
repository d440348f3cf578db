// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "profile/pastedconnection.h"

#include "postgres/connectionsettings.h"

#include <QProcess>
#include <QRegularExpression>

#include <optional>

using namespace Qt::StringLiterals;

namespace watchbill::PastedConnection {

namespace {

QString withoutQuotes(const QString &text)
{
    for (const QChar quote : {u'"', u'\'', u'`'}) {
        if (text.size() > 1 && text.startsWith(quote) && text.endsWith(quote))
            return text.mid(1, text.size() - 2).trimmed();
    }
    return text;
}

// "psql -h HOST -p PORT -d DATABASE -U USER" as key=value text; nothing if it has anything else.
std::optional<QString> fromPsql(const QStringList &arguments)
{
    static const QMap<QString, QString> keywords{
        {u"-h"_s, u"host"_s},     {u"--host"_s, u"host"_s},     {u"-p"_s, u"port"_s},
        {u"--port"_s, u"port"_s}, {u"-d"_s, u"dbname"_s},       {u"--dbname"_s, u"dbname"_s},
        {u"-U"_s, u"user"_s},     {u"--username"_s, u"user"_s},
    };
    QStringList pairs;
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        QString option = arguments[i];
        QString value;
        if (const qsizetype equals = option.indexOf(u'='); option.startsWith("--"_L1) && equals > 0) {
            value = option.mid(equals + 1);
            option.truncate(equals);
        } else if (i + 1 < arguments.size()) {
            value = arguments[++i];
        }
        if (!keywords.contains(option) || value.isEmpty())
            return std::nullopt;
        pairs += ConnectionSettings::keyValue(keywords[option], value);
    }
    return pairs.join(u' ');
}

// What stands before a connection in a file, a command or another language.
QString withoutSurroundings(QString text)
{
    static const QRegularExpression assignment(
        uR"(^(?:export\s+|set\s+)?[A-Za-z_]\w*\s*[=:]\s*(?=["'`]?(?:jdbc:)?postgres(?:ql)?(?:\+\w+)?://))"_s);
    static const QRegularExpression scheme(uR"(^(?:jdbc:)?(postgres(?:ql)?)(?:\+\w+)?://)"_s);
    text = withoutQuotes(text.trimmed().remove(assignment));
    if (text.startsWith("psql "_L1)) {
        const QString rest = text.mid(5).trimmed();
        text = rest.startsWith(u'-') ? fromPsql(QProcess::splitCommand(rest)).value_or(text)
                                     : withoutQuotes(rest);
    }
    return text.replace(scheme, u"\\1://"_s);
}

// Of people who have pasted the password as it is.
QString withEncodedPassword(const QString &uri)
{
    static const QRegularExpression parts(
        uR"(^(postgres(?:ql)?://[^:/@?]*:)(.*)(@[^@/?]*(?:[/?][^@]*)?)\z)"_s);
    static const QRegularExpression unsafe(uR"([/@?#\s]|%(?![0-9A-Fa-f]{2}))"_s);
    const QRegularExpressionMatch match = parts.match(uri);
    if (!match.hasMatch())
        return uri;
    QString password = match.captured(2);
    for (QRegularExpressionMatch found; (found = unsafe.match(password)).hasMatch();) {
        const QByteArray encoded = found.captured().toUtf8().toPercentEncoding();
        password.replace(found.capturedStart(), found.capturedLength(), QString::fromLatin1(encoded));
    }
    return match.captured(1) + password + match.captured(3);
}

// Object mappers and hosts have parameters of their own, which libpq would refuse.
QString withoutForeignParameters(const QString &uri, QStringList &ignored)
{
    const qsizetype mark = uri.lastIndexOf(u'?');
    if (mark < 0)
        return uri;
    QStringList kept;
    for (const QString &parameter : uri.mid(mark + 1).split(u'&', Qt::SkipEmptyParts)) {
        if (ConnectionSettings::parse("postgresql:///?"_L1 + parameter))
            kept += parameter;
        else
            ignored += parameter.section(u'=', 0, 0);
    }
    return uri.left(mark) + (kept.isEmpty() ? QString() : u'?' + kept.join(u'&'));
}

} // namespace

QString toLibpq(const QString &text, QStringList &ignored)
{
    const QString connection = withoutSurroundings(text);
    const bool isUri = connection.startsWith("postgres://"_L1) || connection.startsWith("postgresql://"_L1);
    return isUri ? withoutForeignParameters(withEncodedPassword(connection), ignored) : connection;
}

} // namespace watchbill::PastedConnection
