// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "postgres/resultrows.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <libpq-fe.h>

#include <algorithm>
#include <charconv>
#include <cstring>

namespace watchbill {

ResultRows::ResultRows(const pg_result *result)
    : m_result(result)
    , m_count(PQntuples(result))
{
}

int ResultRows::columns() const
{
    return PQnfields(m_result);
}

QString ResultRows::columnName(int column) const
{
    return textOf(PQfname(m_result, column));
}

bool ResultRows::isNull(int row, int column) const
{
    return PQgetisnull(m_result, row, column) == 1;
}

namespace {

// The end of the valid character that begins there, or -1.
qsizetype afterCharacter(QByteArrayView bytes, qsizetype at)
{
    for (qsizetype size = 1; size <= 4 && at + size <= bytes.size(); ++size) {
        if (bytes.sliced(at, size).isValidUtf8())
            return at + size;
    }
    return -1;
}

QString textOfAnyBytes(QByteArrayView bytes)
{
    QString text;
    for (qsizetype at = 0; at < bytes.size();) {
        qsizetype end = at;
        for (qsizetype next = afterCharacter(bytes, end); next >= 0; next = afterCharacter(bytes, end))
            end = next;
        text += QString::fromUtf8(bytes.sliced(at, end - at));
        if (end < bytes.size())
            text += QChar(0xdc00 + uchar(bytes[end++]));
        at = end;
    }
    return text;
}

// As most of what is read is, ids and times above all.
bool isAscii(QByteArrayView bytes)
{
    constexpr quint64 highBits = 0x8080'8080'8080'8080;
    quint64 all = 0;
    qsizetype at = 0;
    for (; at + qsizetype(sizeof all) <= bytes.size(); at += sizeof all) {
        quint64 some = 0;
        std::memcpy(&some, bytes.data() + at, sizeof some);
        all |= some;
    }
    for (; at < bytes.size(); ++at)
        all |= uchar(bytes[at]);
    return (all & highBits) == 0;
}

} // namespace

// A byte order mark is a character of the text: Qt leaves it out at the beginning.
QString ResultRows::textOf(QByteArrayView bytes)
{
    if (isAscii(bytes))
        return QString::fromLatin1(bytes);
    QString text = QString::fromUtf8(bytes);
    if (text.contains(QChar::ReplacementCharacter) && !bytes.isValidUtf8())
        text = textOfAnyBytes(bytes);
    if (bytes.startsWith("\xef\xbb\xbf"))
        text.prepend(QChar::ByteOrderMark);
    return text;
}

QString ResultRows::text(int row, int column) const
{
    return textOf(view(row, column));
}

QByteArrayView ResultRows::view(int row, int column) const
{
    return {PQgetvalue(m_result, row, column), PQgetlength(m_result, row, column)};
}

QByteArray ResultRows::bytes(int row, int column) const
{
    return QByteArray(PQgetvalue(m_result, row, column), PQgetlength(m_result, row, column));
}

qint64 ResultRows::integer(int row, int column) const
{
    const char *begin = PQgetvalue(m_result, row, column);
    qint64 value = 0;
    std::from_chars(begin, begin + PQgetlength(m_result, row, column), value);
    return value;
}

bool ResultRows::boolean(int row, int column) const
{
    return PQgetvalue(m_result, row, column)[0] == 't';
}

std::optional<QString> ResultRows::optionalText(int row, int column) const
{
    return isNull(row, column) ? std::nullopt : std::optional(text(row, column));
}

std::optional<QByteArray> ResultRows::optionalBytes(int row, int column) const
{
    return isNull(row, column) ? std::nullopt : std::optional(bytes(row, column));
}

QStringList ResultRows::texts(int row, int column) const
{
    QStringList texts;
    for (const QJsonValue &text : QJsonDocument::fromJson(bytes(row, column)).array())
        texts += text.toString();
    return texts;
}

std::optional<Timestamp> ResultRows::optionalTimestamp(int row, int column) const
{
    return isNull(row, column) ? std::nullopt : std::optional(Timestamp::fromServer(integer(row, column)));
}

std::optional<Timestamp> ResultRows::optionalSentTimestamp(int row, int column) const
{
    return isNull(row, column) ? std::nullopt : std::optional(sentTimestamp(view(row, column)));
}

// Sixteen digits of each time in a list: for these alone, the standard library takes three times as long.
Timestamp ResultRows::sentTimestamp(QByteArrayView text)
{
    constexpr int prefix = 2; // "\\x"
    quint64 bits = 0;
    for (const char digit : text.sliced(std::min<qsizetype>(prefix, text.size())))
        bits = bits << 4 | quint64(digit <= '9' ? digit - '0' : digit - 'a' + 10);
    return Timestamp::fromServer(qint64(bits));
}

} // namespace watchbill
