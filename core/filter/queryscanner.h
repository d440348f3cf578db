// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "filter/querytext.h"

#include <QStringView>

#include <optional>

namespace watchbill::query {

/// Splits a query into its words, quoted texts and signs, from left to right. The first error is kept, and the rest of
/// the text then counts as read, so that a parser always comes to the end.
class Scanner
{
public:
    /// A text as it was given, and whether in quotes.
    struct Piece
    {
        QString text;
        bool isQuoted = false;
    };

    /// Where a word ends, besides at a blank, a bracket and a quote.
    enum class Ends { Blank, Comma, CommaOrRange };

    /// The text must outlive the scanner. Positions are in UTF-16 units.
    explicit Scanner(const QString &text)
        : m_text(text)
    {
    }

    qsizetype position() const { return m_at; }
    bool isAtEnd() const { return m_at >= m_text.size(); }
    bool isAtWordEnd() const;
    bool isAtWord(QLatin1StringView word) const;

    /// The character that many places ahead, or behind if negative; a null character outside of the text.
    QChar peek(qsizetype ahead = 0) const;

    QStringView before(qsizetype position) const { return QStringView(m_text).left(position); }
    QStringView rest() const { return QStringView(m_text).mid(m_at); }
    QString readSince(qsizetype begin) const { return m_text.mid(begin, m_at - begin); }

    void skip(qsizetype characters) { m_at += characters; }
    void skipBlanks();
    bool takes(QChar c);
    bool takesWord(QLatin1StringView word);

    /// Letters, digits and underscores. Empty if none are there; nameAhead() does not take them.
    QString name();
    QString nameAhead() const;

    /// A key of the metadata, quoted or a word; empty if there is none.
    QString key();

    /// A quoted text, or a word.
    Piece piece(Ends ends);

    /// The pattern up to the closing slash, after the opening one was taken.
    QString regex();

    void fail(qsizetype begin, qsizetype end, const QString &sentence, const QString &meant = {});
    void doubt(qsizetype begin, const QString &sentence) { m_doubts += {begin, m_at - begin, sentence}; }
    const std::optional<Error> &error() const { return m_error; }
    const QVector<Error> &doubts() const { return m_doubts; }

private:
    QString quotedText();

    const QString &m_text;
    qsizetype m_at = 0;
    std::optional<Error> m_error;
    QVector<Error> m_doubts;
};

} // namespace watchbill::query
