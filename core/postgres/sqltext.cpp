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
bool isLoneByte(const QString &text, qsizetype at)
{
    return isByte(text[at]) && (at == 0 || !text[at - 1].isHighSurrogate());
}

} // namespace

// Written in place: a value may have megabytes.
QString literal(const QString &text)
{
    const auto isQuoted = [](QChar c) { return c == u'\'' || c == u'\\'; };
    const qsizetype quoted = std::count_if(text.begin(), text.end(), isQuoted);
    const qsizetype bytes = std::count_if(text.begin(), text.end(), &isByte);
    if (quoted + bytes == 0)
        return u'\'' + text + u'\'';
    const bool isPlain = bytes == 0 && !text.contains(u'\\');
    QString literal(text.size() + quoted + 3 * bytes + 4, Qt::Uninitialized);
    QChar *end = literal.data();
    // An escape string reads backslashes the same way under every setting. The blank keeps the E
    // apart from a word before it.
    for (const char c : isPlain ? "'"_L1 : " E'"_L1)
        *end++ = QLatin1Char(c);
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (bytes > 0 && isLoneByte(text, i)) {
            for (const QChar digit : "\\x"_L1 + QString::number(c.unicode() - 0xdc00, 16))
                *end++ = digit;
            continue;
        }
        if (isQuoted(c))
            *end++ = c;
        *end++ = c;
    }
    *end++ = u'\'';
    literal.truncate(end - literal.constData());
    return literal;
}

QString literal(const QString &text, const QString &type)
{
    return literal(text) + "::"_L1 + type;
}

// PostgreSQL reads years of five digits, but without the sign that ISO 8601 has there. It has no year 0 and no signs: what
// ISO 8601 calls -0043 is 44 BC.
QString timeText(Timestamp time)
{
    const QString iso = time.toIso8601();
    if (!time.isFinite() || time.toDateTime().date().year() > 0)
        return iso.startsWith(u'+') ? iso.mid(1) : iso;
    const QString year = QString::number(-time.toDateTime().date().year()).rightJustified(4, u'0');
    return year + iso.mid(iso.indexOf(u'-', 1)) + " BC"_L1;
}

QString identifier(const QString &name)
{
    QString quoted;
    quoted.reserve(name.size() + 2);
    quoted += u'"';
    quoted += name;
    if (name.contains(u'"'))
        quoted.replace(1, name.size(), QString(name).replace(u'"', "\"\""_L1));
    quoted += u'"';
    return quoted;
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
