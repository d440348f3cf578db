// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "filter/queryscanner.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace watchbill::query {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::query)
};

bool endsWord(QChar c)
{
    return c.isSpace() || c == u'(' || c == u')' || c == u'"';
}

bool isInName(QChar c)
{
    return c.isLetterOrNumber() || c == u'_';
}

} // namespace

bool Scanner::isAtWordEnd() const
{
    return isAtEnd() || endsWord(peek());
}

bool Scanner::isAtWord(QLatin1StringView word) const
{
    const qsizetype end = m_at + word.size();
    return rest().startsWith(word) && (end >= m_text.size() || endsWord(m_text[end]));
}

QChar Scanner::peek(qsizetype ahead) const
{
    const qsizetype position = m_at + ahead;
    return position >= 0 && position < m_text.size() ? m_text[position] : QChar();
}

void Scanner::skipBlanks()
{
    while (!isAtEnd() && m_text[m_at].isSpace())
        ++m_at;
}

bool Scanner::takes(QChar c)
{
    if (isAtEnd() || peek() != c)
        return false;
    ++m_at;
    return true;
}

bool Scanner::takesWord(QLatin1StringView word)
{
    const bool isWord = isAtWord(word);
    if (isWord)
        m_at += word.size();
    return isWord;
}

QString Scanner::nameAhead() const
{
    const QStringView text = rest();
    const auto end = std::find_if_not(text.begin(), text.end(), isInName);
    return text.left(end - text.begin()).toString();
}

QString Scanner::name()
{
    const QString name = nameAhead();
    m_at += name.size();
    return name;
}

QString Scanner::key()
{
    if (peek() == u'"')
        return quotedText();
    const qsizetype begin = m_at;
    while (!isAtWordEnd() && peek() != u'.' && peek() != u':' && peek() != u',')
        ++m_at;
    return m_text.mid(begin, m_at - begin);
}

Scanner::Piece Scanner::piece(Ends ends)
{
    Piece piece{{}, peek() == u'"'};
    if (piece.isQuoted) {
        piece.text = quotedText();
        return piece;
    }
    const qsizetype begin = m_at;
    while (!isAtWordEnd() && !(ends != Ends::Blank && peek() == u',')
           && !(ends == Ends::CommaOrRange && peek() == u'.' && peek(1) == u'.'))
        ++m_at;
    piece.text = m_text.mid(begin, m_at - begin);
    return piece;
}

QString Scanner::quotedText()
{
    const qsizetype begin = m_at++;
    QString text;
    while (!isAtEnd()) {
        const QChar c = m_text[m_at++];
        if (c == u'"')
            return text;
        if (c == u'\\' && (peek() == u'"' || peek() == u'\\'))
            text += m_text[m_at++];
        else
            text += c;
    }
    fail(begin, begin + 1, Texts::tr("This quote is not closed."));
    return {};
}

QString Scanner::regex()
{
    const qsizetype begin = m_at - 1;
    QString pattern;
    while (!isAtEnd()) {
        const QChar c = m_text[m_at++];
        if (c == u'/') {
            if (pattern.isEmpty())
                fail(begin, m_at, Texts::tr("The regular expression between the slashes is empty."));
            return pattern;
        }
        if (c == u'\\' && peek() == u'/')
            pattern += m_text[m_at++];
        else if (c == u'\\' && peek() == u'\\')
            pattern += c + QString(m_text[m_at++]);
        else
            pattern += c;
    }
    fail(
        begin, begin + 1,
        Texts::tr(
            "The closing slash of the regular expression is missing. To search for the text itself, put it in quotes."));
    return {};
}

void Scanner::fail(qsizetype begin, qsizetype end, const QString &sentence, const QString &meant)
{
    if (!m_error)
        m_error = Error{begin, std::max<qsizetype>(end - begin, 1), sentence, meant};
    m_at = m_text.size();
}

} // namespace watchbill::query
