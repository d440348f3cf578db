// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArrayView>

#include <vector>

namespace watchbill::json {

/// Space between the words and signs of JSON.
inline bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// -1 if it is not a hexadecimal digit.
int hexDigit(char c);

/// Whether a text is JSON as PostgreSQL accepts it, in one pass. An open list or object takes one bit, so depth is no
/// danger.
class Checker
{
public:
    explicit Checker(QByteArrayView text)
        : m_text(text)
    {
    }

    bool isJson();

    /// Where the text stops being JSON, in bytes.
    qsizetype position() const { return m_at; }

private:
    enum class Expected { Value, ValueOrEnd, Name, NameOrEnd, CommaOrEnd };

    char here() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }
    bool take(char c);
    bool takeWord(QByteArrayView word);
    bool takeDigits();
    bool takeNumber();
    bool takeEscape();
    bool takeString();
    bool takeName();
    bool takeValue();
    bool takeSeparator();
    bool takeNext();
    void skipSpace();
    void close();

    const QByteArrayView m_text;
    qsizetype m_at = 0;
    std::vector<bool> m_open; // true for an object
    Expected m_expected = Expected::Value;
};

} // namespace watchbill::json
