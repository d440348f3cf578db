// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "profile/connectionwords.h"

#include "postgres/connectionsettings.h"
#include "profile/refusal.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace watchbill::connectionwords {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::ConnectionWords)
};

using Unknown = ConnectionParameters::Unknown;

bool isSecret(const QString &name)
{
    const auto keyword = ConnectionParameters::keywordOf(name);
    return keyword && ConnectionSettings::isSecret(*keyword);
}

// It may be a part of a password with spaces.
Failure strayWord(const QString &word, const QString &nameBefore)
{
    if (isSecret(nameBefore))
        return refused(Texts::tr("The value of “%1” contains a space: put it in single quotes, %1='…'.")
                           .arg(nameBefore));
    return refused(nameBefore.isEmpty()
                       ? Texts::tr("“%1” has no value.").arg(word)
                       : Texts::tr("“%1”, after the value of “%2”, has no value.").arg(word, nameBefore));
}

// One value in libpq's syntax, beginning at `at`; nothing if its quote is not closed.
std::optional<QString> takeValue(const QString &text, qsizetype &at)
{
    const bool isQuoted = at < text.size() && text[at] == u'\'';
    if (isQuoted)
        ++at;
    QString value;
    for (; at < text.size(); ++at) {
        if (isQuoted ? text[at] == u'\'' : text[at].isSpace())
            break;
        if (text[at] == u'\\' && at + 1 < text.size())
            ++at;
        value += text[at];
    }
    if (!isQuoted)
        return value;
    return at++ < text.size() ? std::optional(value) : std::nullopt;
}

void skipSpace(const QString &text, qsizetype &at)
{
    while (at < text.size() && text[at].isSpace())
        ++at;
}

// The parts between semicolons outside quotes.
QStringList segmentsOf(const QString &text)
{
    QStringList segments{QString()};
    QChar quote;
    for (const QChar c : text) {
        if (!quote.isNull())
            quote = c == quote ? QChar() : quote;
        else if ((c == u'"' || c == u'\'') && segments.last().trimmed().endsWith(u'='))
            quote = c;
        if (c == u';' && quote.isNull())
            segments += QString();
        else
            segments.last() += c;
    }
    return segments;
}

QString unquoted(const QString &value)
{
    for (const QChar quote : {u'"', u'\''}) {
        if (value.size() > 1 && value.startsWith(quote) && value.endsWith(quote))
            return value.mid(1, value.size() - 2).replace(QString(2, quote), QString(quote));
    }
    const bool isBraced = value.startsWith(u'{') && value.endsWith(u'}'); // of ODBC
    return isBraced ? value.mid(1, value.size() - 2) : value;
}

// "NAME=value" for each assignment in it, as a shell would see them.
QMap<QString, QString> variablesOf(const QString &text)
{
    static const QRegularExpression assignment(uR"(^([A-Za-z_]\w*)=(.*)\z)"_s,
                                               QRegularExpression::DotMatchesEverythingOption);
    QMap<QString, QString> variables;
    for (const QString &word : ofCommand(text)) {
        if (const auto match = assignment.match(word); match.hasMatch())
            variables.insert(match.captured(1), match.captured(2));
    }
    return variables;
}

} // namespace

Result<void> readPairs(const QString &text, ConnectionParameters &parameters)
{
    static const QRegularExpression comment(uR"(\G(?:#|--\s|//)[^\n]*)"_s);
    QString before;
    for (qsizetype at = 0; skipSpace(text, at), at < text.size();) {
        if (const auto match = comment.match(text, at); match.hasMatch()) {
            at = match.capturedEnd();
            continue;
        }
        const qsizetype begin = at;
        while (at < text.size() && text[at] != u'=' && !text[at].isSpace())
            ++at;
        const QString name = text.mid(begin, at - begin);
        skipSpace(text, at);
        if (at >= text.size() || text[at] != u'=')
            return strayWord(name, before);
        skipSpace(text, ++at);
        const auto value = takeValue(text, at);
        if (!value)
            return refused(Texts::tr("The quote before the value of “%1” is not closed.").arg(name));
        if (!ConnectionParameters::isKnown(name) && isSecret(before))
            return strayWord(name, before);
        if (const auto fine = parameters.add(name, *value, Unknown::Refused); !fine)
            return fine;
        before = name;
    }
    return {};
}

bool hasSemicolons(const QString &text)
{
    static const QRegularExpression pair(uR"(^\s*(?:([A-Za-z][\w .-]*)=|\z))"_s);
    static const QRegularExpression pairs(uR"(^\s*\w+\s*=\s*(?:'(?:[^'\\]|\\.)*'|[^\s'"]+)\s+\w+\s*=)"_s);
    const QStringList segments = segmentsOf(text);
    bool isKnown = false;
    for (const QString &segment : segments) {
        const QRegularExpressionMatch match = pair.match(segment);
        if (!match.hasMatch())
            return false;
        isKnown = isKnown || ConnectionParameters::keywordOf(match.captured(1));
    }
    // A variable that is set to all of them is for others to take away.
    static const QRegularExpression assignment(uR"(^([^=]*)=\s*[A-Za-z][\w ]*=)"_s);
    const QRegularExpressionMatch all = assignment.match(segments.first());
    const bool isAssigned = all.hasMatch() && !ConnectionParameters::keywordOf(all.captured(1));
    return isKnown && segments.size() > 1 && !isAssigned && !pairs.match(segments.first()).hasMatch();
}

Result<void> readSemicolons(const QString &text, ConnectionParameters &parameters)
{
    static const QRegularExpression comment(uR"(\s(?:#|--\s|//)[^;]*\z)"_s);
    for (const QString &segment : segmentsOf(QString(text).remove(comment))) {
        if (segment.trimmed().isEmpty())
            continue;
        const QString name = segment.section(u'=', 0, 0).trimmed();
        const QString value = segment.section(u'=', 1).trimmed();
        if (const auto fine = parameters.add(name, unquoted(value), Unknown::Ignored); !fine)
            return fine;
    }
    return {};
}

bool hasVariables(const QString &text)
{
    const QStringList names = variablesOf(text).keys();
    return std::any_of(names.begin(), names.end(), [](const QString &name) {
        return ConnectionParameters::keywordOfVariable(name).has_value();
    });
}

Result<void> readVariables(const QString &text, ConnectionParameters &parameters)
{
    const QMap<QString, QString> variables = variablesOf(text);
    for (auto it = variables.cbegin(); it != variables.cend(); ++it) {
        const auto keyword = ConnectionParameters::keywordOfVariable(it.key());
        if (!keyword)
            continue;
        if (const auto fine = parameters.add(*keyword, it.value(), Unknown::Refused); !fine)
            return fine;
    }
    return {};
}

QStringList ofCommand(const QString &text)
{
    QStringList words;
    QString word;
    QChar quote;
    bool isWord = false;
    const auto finish = [&] {
        if (isWord)
            words += word;
        word.clear();
        isWord = false;
    };
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        const bool escapes = c == u'\\' && quote != u'\'' && i + 1 < text.size();
        if (escapes) {
            if (text[++i] != u'\n') // which continues a command
                word += text[i];
            isWord = isWord || text[i] != u'\n';
        } else if (!quote.isNull()) {
            quote == c ? void(quote = QChar()) : void(word += c);
        } else if (c == u'\'' || c == u'"') {
            quote = c;
            isWord = true;
        } else if (c.isSpace()) {
            finish();
        } else if (c == u'#' && !isWord) {
            while (i + 1 < text.size() && text[i + 1] != u'\n')
                ++i;
        } else {
            word += c;
            isWord = true;
        }
    }
    finish();
    return words;
}

} // namespace watchbill::connectionwords
