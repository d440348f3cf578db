// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "task/jsonchecker.h"

namespace watchbill::json {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

} // namespace

int hexDigit(char c)
{
    if (isDigit(c))
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

void Checker::skipSpace()
{
    while (m_at < m_text.size() && isSpace(m_text[m_at]))
        ++m_at;
}

bool Checker::take(char c)
{
    if (m_at >= m_text.size() || m_text[m_at] != c)
        return false;
    ++m_at;
    return true;
}

bool Checker::takeWord(QByteArrayView word)
{
    if (!m_text.sliced(m_at).startsWith(word))
        return false;
    m_at += word.size();
    return true;
}

bool Checker::takeDigits()
{
    const qsizetype begin = m_at;
    while (isDigit(here()))
        ++m_at;
    return m_at > begin;
}

bool Checker::takeNumber()
{
    take('-');
    if (!take('0') && !takeDigits())
        return false;
    if (take('.') && !takeDigits())
        return false;
    if (!take('e') && !take('E'))
        return true;
    if (!take('+'))
        take('-');
    return takeDigits();
}

bool Checker::takeEscape()
{
    if (take('u')) {
        for (int i = 0; i < 4; ++i, ++m_at) {
            if (hexDigit(here()) < 0)
                return false;
        }
        return true;
    }
    if (here() == '\0' || !QByteArrayView("\"\\/bfnrt").contains(here()))
        return false;
    ++m_at;
    return true;
}

bool Checker::takeString()
{
    if (!take('"'))
        return false;
    while (m_at < m_text.size()) {
        const uchar c = uchar(m_text[m_at]);
        if (c < 0x20)
            return false;
        ++m_at;
        if (c == '"')
            return true;
        if (c == '\\' && !takeEscape())
            return false;
    }
    return false;
}

bool Checker::takeName()
{
    if (!takeString())
        return false;
    skipSpace();
    m_expected = Expected::Value;
    return take(':');
}

bool Checker::takeValue()
{
    m_expected = Expected::CommaOrEnd;
    switch (here()) {
    case '{':
        m_open.push_back(true);
        m_expected = Expected::NameOrEnd;
        return take('{');
    case '[':
        m_open.push_back(false);
        m_expected = Expected::ValueOrEnd;
        return take('[');
    case '"':
        return takeString();
    case 't':
        return takeWord("true");
    case 'f':
        return takeWord("false");
    case 'n':
        return takeWord("null");
    default:
        return takeNumber();
    }
}

void Checker::close()
{
    m_open.pop_back();
    m_expected = Expected::CommaOrEnd;
}

bool Checker::takeSeparator()
{
    if (m_open.empty())
        return false; // something follows the document
    const bool isObject = m_open.back();
    if (take(',')) {
        m_expected = isObject ? Expected::Name : Expected::Value;
        return true;
    }
    if (!take(isObject ? '}' : ']'))
        return false;
    close();
    return true;
}

bool Checker::takeNext()
{
    switch (m_expected) {
    case Expected::ValueOrEnd:
        if (take(']')) {
            close();
            return true;
        }
        return takeValue();
    case Expected::NameOrEnd:
        if (take('}')) {
            close();
            return true;
        }
        return takeName();
    case Expected::Value:
        return takeValue();
    case Expected::Name:
        return takeName();
    case Expected::CommaOrEnd:
        break;
    }
    return takeSeparator();
}

bool Checker::isJson()
{
    for (skipSpace(); m_at < m_text.size(); skipSpace()) {
        if (!takeNext())
            return false;
    }
    return m_open.empty() && m_expected == Expected::CommaOrEnd;
}

} // namespace watchbill::json
