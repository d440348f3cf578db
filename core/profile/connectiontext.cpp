// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "profile/connectiontext.h"

#include "postgres/sqltext.h"
#include "profile/connectionparameters.h"
#include "profile/connectionuri.h"
#include "profile/connectionwords.h"
#include "profile/refusal.h"
#include "task/sentences.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::ConnectionText)
};

using Unknown = ConnectionParameters::Unknown;

// Not of what says itself what else it could be.
Failure refusedAsNone(const QString &text)
{
    static const QRegularExpression other(uR"(^["'`]*([A-Za-z][A-Za-z0-9+.-]*)://)"_s);
    const QString scheme = other.match(text).captured(1).toLower();
    if (scheme == "http"_L1 || scheme == "https"_L1)
        return refused(
            Texts::tr("This is not a PostgreSQL connection. It is a web address: look there for the "
                      "connection string, which begins with postgresql://."));
    if (!scheme.isEmpty())
        return refused(
            Texts::tr("This is not a PostgreSQL connection. It begins with %1:// instead of postgresql://.")
                .arg(scheme));
    return refused(ConnectionSettings::notUnderstood());
}

// Including invisible characters that are copied along from a web page.
QString trimmed(const QString &text)
{
    static const QRegularExpression around(uR"(^[\s\x{200B}\x{FEFF}]+|[\s\x{200B}\x{FEFF}]+\z)"_s);
    return QString(text).remove(around).trimmed();
}

// The text between its opening quote and the last quote of the same kind, which the end of a statement and a comment
// may follow; nothing if it is not in quotes.
std::optional<QString> betweenQuotes(const QString &text)
{
    static const QRegularExpression quoted(uR"(^(["'`])(.*)\1[\s,;)\]}]*(?:(?:#|--|//).*)?\z)"_s,
                                           QRegularExpression::DotMatchesEverythingOption);
    const QRegularExpressionMatch match = quoted.match(text);
    return match.hasMatch() ? std::optional(match.captured(2).trimmed()) : std::nullopt;
}

QString withoutComment(const QString &line)
{
    static const QRegularExpression comment(uR"(\s+(?:#|--\s|//).*\z)"_s);
    static const QRegularExpression end(uR"([\s,;”’»]+\z)"_s);
    return QString(line).remove(comment).remove(end);
}

// What follows the name in "name": "value", as JSON and many languages write it.
QString withoutQuotedName(const QString &text)
{
    static const QRegularExpression name(uR"(^(["'])[\w.:-]+\1\s*(?::|=>?)\s*)"_s);
    return QString(text).remove(name);
}

// The name of a variable or of a key, and what it is set to; nothing if the text begins with something else.
std::optional<QString> assigned(const QString &text)
{
    static const QRegularExpression assignment(
        uR"(^(?:(?:export|set|setx|env|const|let|var|ENV|-e|-)\s+)?["']?\$?[A-Za-z_][\w.:-]*["']?\s*[=:]\s*(?=["'`]|[\w ]+=)(.+)\z)"_s,
        QRegularExpression::DotMatchesEverythingOption);
    const QRegularExpressionMatch match = assignment.match(text);
    return match.hasMatch() ? std::optional(match.captured(1)) : std::nullopt;
}

// libpq's own words count before all else: a value may look like anything.
bool beginsWithKeyword(const QString &text)
{
    static const QRegularExpression pair(uR"(^([A-Za-z_]\w*)\s*=\s*["'`]?(.*))"_s);
    const QRegularExpressionMatch match = pair.match(text);
    if (ConnectionSettings::keywords().contains(match.captured(1)))
        return true;
    const auto uri = connectionuri::scheme().match(match.captured(2));
    return ConnectionParameters::keywordOf(match.captured(1)) && uri.capturedStart() != 0;
}

bool isCommand(const QString &text)
{
    static const QRegularExpression command(
        uR"(^(?:\$\s+)?(?:\w+=(?:'[^']*'|"[^"]*"|\S)*\s+)*(?:psql|pgcli|pg_dump|pg_isready)(?:\s|\z))"_s);
    return command.match(text).hasMatch();
}

class Reader
{
public:
    Result<void> read(const QString &text);
    const ConnectionParameters &parameters() const { return m_parameters; }

private:
    Result<void> readUri(const QString &text, const QRegularExpressionMatch &scheme);
    Result<void> readCommand(const QString &text);
    Result<void> readOptions(const QStringList &words);

    ConnectionParameters m_parameters;
};

Result<void> Reader::read(const QString &given)
{
    const QString text = withoutQuotedName(trimmed(given));
    if (const auto inner = betweenQuotes(text))
        return read(*inner);
    if (isCommand(text))
        return readCommand(text);
    if (connectionwords::hasSemicolons(text))
        return connectionwords::readSemicolons(text, m_parameters);
    if (beginsWithKeyword(text))
        return connectionwords::readPairs(text, m_parameters);
    if (const auto scheme = connectionuri::scheme().match(text); scheme.hasMatch())
        return readUri(text, scheme);
    if (connectionwords::hasVariables(text))
        return connectionwords::readVariables(text, m_parameters);
    if (const auto value = assigned(text))
        return read(*value);
    if (text.contains(u'=') && !text.contains("://"_L1))
        return connectionwords::readPairs(text, m_parameters);
    return text.isEmpty() ? Result<void>() : refusedAsNone(text);
}

// An assignment in any language may precede it, and a comment may follow it.
Result<void> Reader::readUri(const QString &text, const QRegularExpressionMatch &scheme)
{
    static const QRegularExpression before(uR"(^[^=]*?(?:=>?)?\s*(["'`<]?)\s*\z)"_s);
    const qsizetype lineBegin = text.lastIndexOf(u'\n', scheme.capturedStart()) + 1;
    const auto lead = before.match(text.mid(lineBegin, scheme.capturedStart() - lineBegin));
    if (!lead.hasMatch())
        return refusedAsNone(text);
    const QString line = text.mid(scheme.capturedEnd()).section(u'\n', 0, 0).trimmed();
    const QString root =
        scheme.captured().endsWith("//"_L1) ? QString() : u"/"_s; // as in jdbc:postgresql:app
    const QString quote = lead.captured(1);
    if (quote == "<"_L1)
        return connectionuri::read(root + line.section(u'>', 0, 0), m_parameters);
    if (!quote.isEmpty())
        return connectionuri::read(root + betweenQuotes(quote + line).value_or(line), m_parameters);
    const auto plain = connectionuri::read(root + withoutComment(line), m_parameters);
    if (plain || withoutComment(line) == line)
        return plain;
    ConnectionParameters whole; // a password with a space and what looks like a comment
    if (!connectionuri::read(root + line, whole))
        return plain;
    m_parameters = whole;
    return {};
}

Result<void> Reader::readCommand(const QString &text)
{
    QStringList words = connectionwords::ofCommand(text);
    words.removeIf([](const QString &word) { return word == "$"_L1; });
    while (words.first().contains(u'=')) {
        const QString name = words.first().section(u'=', 0, 0);
        if (const auto keyword = ConnectionParameters::keywordOfVariable(name)) {
            if (const auto fine =
                    m_parameters.add(*keyword, words.first().section(u'=', 1), Unknown::Refused);
                !fine)
                return fine;
        }
        words.removeFirst();
    }
    words.removeFirst();
    return readOptions(words);
}

Result<void> Reader::readOptions(const QStringList &words)
{
    static const QMap<QString, QString> keywords{
        {u"-h"_s, u"host"_s},     {u"--host"_s, u"host"_s},     {u"-p"_s, u"port"_s},
        {u"--port"_s, u"port"_s}, {u"-d"_s, u"dbname"_s},       {u"--dbname"_s, u"dbname"_s},
        {u"-U"_s, u"user"_s},     {u"--username"_s, u"user"_s},
    };
    static const QStringList switches{u"-w"_s, u"-W"_s, u"--password"_s, u"--no-password"_s};
    static const QRegularExpression syntax(uR"(^(--[\w-]+|-\w)(?:(?<=\w\w)=)?(.*)\z)"_s);
    QStringList names; // the database, then the user
    for (qsizetype i = 0; i < words.size(); ++i) {
        const QRegularExpressionMatch option = syntax.match(words[i]);
        const QString name = option.captured(1);
        QString value = option.captured(2);
        QString keyword = keywords.value(name);
        if (!option.hasMatch()) {
            keyword = names.isEmpty() ? u"dbname"_s : u"user"_s;
            value = words[i];
            names += value;
        } else if (switches.contains(name) && value.isEmpty()) {
            continue;
        } else if (keyword.isEmpty()) {
            return refused(
                Texts::tr("The option %1 of the command is not about the connection. Leave it out.")
                    .arg(name));
        } else if (value.isEmpty()) {
            value = words.value(++i);
        }
        if (value.startsWith(u'$'))
            return refused(
                Texts::tr("The command contains the variable %1. Give its value instead.").arg(value));
        const bool isWhole = keyword == "dbname"_L1 && (value.contains(u'=') || value.contains("://"_L1));
        if (const auto fine = isWhole ? read(value) : m_parameters.add(keyword, value, Unknown::Refused);
            !fine)
            return fine;
    }
    return {};
}

bool isPlaceholder(const QString &password)
{
    static const QRegularExpression brackets(uR"(^(?:\$?[\[<{].*pass.*[\]>}]|\*{3,})\z)"_s,
                                             QRegularExpression::CaseInsensitiveOption);
    return brackets.match(password).hasMatch();
}

} // namespace

Result<ConnectionText> ConnectionText::read(const QString &text)
{
    Reader reader;
    if (sql::hasNul(text))
        return Failure(ConnectionSettings::parse(text).error());
    if (const auto fine = reader.read(text); !fine)
        return Failure(fine.error());
    const auto settings = ConnectionSettings::parse(reader.parameters().toText());
    if (!settings)
        return Failure(settings.error());
    const bool hasPassword = !isPlaceholder(settings->value(u"password"_s));
    return ConnectionText{hasPassword ? *settings : settings->without(u"password"_s),
                          reader.parameters().ignored(), reader.parameters().notes()};
}

QStringList ConnectionText::remarks() const
{
    QStringList sentences = notes;
    if (!ignored.isEmpty())
        sentences += Texts::tr("Ignored, as PostgreSQL has no such option: %1.").arg(listed(ignored));
    return sentences;
}

} // namespace watchbill
