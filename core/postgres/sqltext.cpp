// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "postgres/sqltext.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace watchbill::sql {

namespace {

bool isByte(QChar c)
{
    return c >= QChar(0xdc80) && c <= QChar(0xdcff);
}

// Of a surrogate pair the second half looks like a byte.
QString withBytesEscaped(const QString &text)
{
    QString escaped;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool isAlone = i == 0 || !text[i - 1].isHighSurrogate();
        if (isByte(text[i]) && isAlone)
            escaped += "\\x"_L1 + QString::number(text[i].unicode() - 0xdc00, 16);
        else
            escaped += text[i];
    }
    return escaped;
}

} // namespace

QString literal(const QString &text)
{
    QString quoted = text;
    quoted.replace(u'\'', "''"_L1);
    if (!quoted.contains(u'\\') && !std::any_of(quoted.begin(), quoted.end(), &isByte))
        return u'\'' + quoted + u'\'';
    // An escape string reads backslashes the same way under every setting. The blank keeps the E
    // apart from a word before it.
    quoted.replace(u'\\', "\\\\"_L1);
    return " E'"_L1 + withBytesEscaped(quoted) + u'\'';
}

QString literal(const QString &text, const QString &type)
{
    return literal(text) + "::"_L1 + type;
}

// PostgreSQL reads years of five digits, but without the sign that ISO 8601 has there.
QString timeText(Timestamp time)
{
    const QString iso = time.toIso8601();
    return iso.startsWith(u'+') ? iso.mid(1) : iso;
}

QString identifier(const QString &name)
{
    QString quoted = name;
    quoted.replace(u'"', "\"\""_L1);
    return u'"' + quoted + u'"';
}

QString beginningPattern(const QString &text)
{
    QString pattern = text;
    pattern.replace(u'\\', "\\\\"_L1);
    pattern.replace(u'%', "\\%"_L1);
    pattern.replace(u'_', "\\_"_L1);
    return pattern + u'%';
}

QString containsPattern(const QString &text)
{
    return u'%' + beginningPattern(text);
}

bool hasNul(const QString &text)
{
    return text.contains(QChar(u'\0'));
}

} // namespace watchbill::sql
