// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "filter/querydoubts.h"

#include "filter/queryfields.h"
#include "filter/querytext.h"
#include "filter/queryvalues.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace watchbill::query {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::query)
};

// "status=failed", "status!=failed", "created>=today", and with the wide colon of an East Asian keyboard.
QString withColon(const QString &word)
{
    static const QRegularExpression form(u"^([A-Za-z]+)(==?|!=|<>|>=|<=|>|<|=~|~|：)(.+)$"_s);
    const auto isSign = [](QChar c) { return u"=<>~："_s.contains(c); };
    if (std::none_of(word.begin(), word.end(), isSign)) // quicker than the form
        return {};
    const auto match = form.match(word);
    const QueryField *field = match.hasMatch() ? queryField(match.captured(1)) : nullptr;
    if (!field)
        return {};
    const QString sign = match.captured(2);
    QString value = match.captured(3);
    if (value.size() > 2 && value.startsWith(u'\'') && value.endsWith(u'\''))
        value = quoted(value.mid(1, value.size() - 2));
    const bool isNot = sign == "!="_L1 || sign == "<>"_L1;
    const bool isComparison = !isNot && (sign[0] == u'<' || sign[0] == u'>');
    const QString meant =
        (isNot ? u"-"_s : QString()) + field->name + u':' + (isComparison ? sign : QString()) + value;
    return parse(meant) ? meant : QString(field->example);
}

bool isQuotationMark(QChar c)
{
    return u"'“”„«‘’‚‹"_s.contains(c);
}

QString quotationMarks()
{
    return Texts::tr(
        "Only straight double quotes keep words together; other quotation marks are searched for literally.");
}

bool endsWithField(QStringView text)
{
    const auto isLetter = [](QChar c) { return c.isLetter(); };
    const auto name = std::find_if_not(text.rbegin(), text.rend(), isLetter).base();
    return queryField(QString(name, text.end() - name)) != nullptr;
}

QString doubtAboutKeyword(const QString &word, QStringView before, QStringView after)
{
    const QString keyword = word.size() <= 3 ? word.toUpper() : QString();
    const bool isLast = after.trimmed().isEmpty();
    const bool isBetween = !isLast && !before.trimmed().isEmpty();
    if (isBetween && (keyword == "OR"_L1 || word == "|"_L1 || word == "||"_L1))
        return Texts::tr("“%1” is searched as a word; write OR to match either term.").arg(word);
    if (isBetween && (keyword == "AND"_L1 || word == "&"_L1 || word == "&&"_L1))
        return Texts::tr("“%1” is searched as a word; write AND, or leave it out, to match both terms.")
            .arg(word);
    const bool isExclusion =
        word.size() > 1 && (u"!–—−"_s.contains(word[0])) && (word[1].isLetterOrNumber() || word[1] == u'"');
    if ((keyword == "NOT"_L1 && !isLast) || isExclusion || (word == "!"_L1 && after.startsWith(u'(')))
        return Texts::tr("“%1” is searched as a word; write NOT or - to exclude what follows.")
            .arg(shown(word));
    return {};
}

} // namespace

QString doubtAboutText(const QString &word, QStringView before, QStringView after)
{
    static const QRegularExpression loose(u"^([=<>]|==|!=|<>|>=|<=|:.+)$"_s);
    if (const QString keyword = doubtAboutKeyword(word, before, after); !keyword.isEmpty())
        return keyword;
    if (const QString meant = withColon(word); !meant.isEmpty())
        return Texts::tr("“%1” is searched as a word; to filter by the field, write it as in %2")
            .arg(shown(word), meant);
    if (u"=<>!:"_s.contains(word[0]) && loose.match(word).hasMatch() && endsWithField(before.trimmed()))
        return Texts::
            tr("“%1” is searched as a word; write a field and its value without blanks, as in status:failed")
                .arg(shown(word));
    const bool isRange = word.startsWith(".."_L1) && (word.size() == 2 || word[2] != u'.');
    if ((word.startsWith(u',') || isRange) && !before.trimmed().isEmpty())
        return Texts::tr("“%1” is searched as a word; write a field's values without blanks, as in "
                         "status:failed,processing or created:yesterday..today")
            .arg(shown(word));
    if (isQuotationMark(word[0]))
        return quotationMarks();
    if (word.contains(u'*'))
        return Texts::tr(
                   "The * in “%1” is searched for literally. Text is found anywhere, so no * is needed.")
            .arg(shown(word));
    return {};
}

QString doubtAboutRest(QChar closing, QStringView rest)
{
    const auto end = std::find_if(rest.begin(), rest.end(),
                                  [](QChar c) { return c.isSpace() || u"()\",:"_s.contains(c); });
    const QString word = rest.left(end - rest.begin()).toString();
    if (word.isEmpty())
        return {};
    if (closing == u'/')
        return Texts::tr("“%1” is searched as a word. Regular expressions take no flags, and ignore case.")
            .arg(shown(word));
    return closing == u'"'
        ? Texts::tr("“%1” is searched as a word of its own. Put all of the value in quotes.").arg(shown(word))
        : QString();
}

QString doubtAboutValue(const QString &typed)
{
    if (typed.isEmpty())
        return {};
    if (typed.size() > 1 && isQuotationMark(typed[0]))
        return quotationMarks();
    const qsizetype wildcard = typed.indexOf(u'*');
    if (wildcard >= 0 && wildcard < typed.size() - 1)
        return Texts::tr("Only a * at the end is a wildcard; the one within “%1” is searched for literally.")
            .arg(shown(typed));
    return {};
}

} // namespace watchbill::query
