// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "postgres/copiedline.h"

#include "postgres/resultrows.h"

namespace watchbill {

namespace {

constexpr QByteArrayView nullWord = "\\N";

char unescaped(char letter)
{
    switch (letter) {
    case 'b':
        return '\b';
    case 'f':
        return '\f';
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    case 'v':
        return '\v';
    default:
        return letter;
    }
}

QByteArray unescaped(QByteArrayView written)
{
    QByteArray value;
    value.reserve(written.size());
    for (qsizetype at = 0; at < written.size(); ++at) {
        const bool isEscape = written[at] == '\\' && at + 1 < written.size();
        value += isEscape ? unescaped(written[++at]) : written[at];
    }
    return value;
}

} // namespace

CopiedLine::CopiedLine(QByteArrayView line)
{
    if (line.endsWith('\n'))
        line.chop(1);
    for (qsizetype begin = 0; begin <= line.size();) {
        qsizetype end = line.indexOf('\t', begin);
        if (end < 0)
            end = line.size();
        m_fields.append(line.sliced(begin, end - begin));
        begin = end + 1;
    }
}

bool CopiedLine::isNull(int field) const
{
    return written(field) == nullWord;
}

std::optional<QString> CopiedLine::textOf(QByteArrayView written)
{
    if (written == nullWord)
        return std::nullopt;
    return written.contains('\\') ? ResultRows::textOf(unescaped(written)) : ResultRows::textOf(written);
}

std::optional<Timestamp> CopiedLine::sentTimestamp(int field) const
{
    const QByteArrayView value = written(field);
    constexpr int escape = 1; // of the backslash with which the server writes bytes
    return value == nullWord ? std::nullopt : std::optional(ResultRows::sentTimestamp(value.sliced(escape)));
}

} // namespace watchbill
