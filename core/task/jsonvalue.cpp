// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "task/jsonvalue.h"

#include "task/jsonchecker.h"
#include "task/visibletext.h"

#include <algorithm>

namespace watchbill::json {

namespace {

// The following take for granted that the text is JSON.

qsizetype afterSpace(const QByteArray &json, qsizetype at, qsizetype end)
{
    while (at < end && isSpace(json[at]))
        ++at;
    return at;
}

// A quote ends it unless the number of backslashes before it is odd. Texts of many megabytes are passed over while the
// window waits, so this looks for the quotes alone.
qsizetype afterString(const QByteArray &json, qsizetype at, qsizetype end)
{
    const QByteArrayView inside = QByteArrayView(json).first(end).sliced(at + 1);
    for (qsizetype quote = inside.indexOf('"'); quote >= 0; quote = inside.indexOf('"', quote + 1)) {
        qsizetype backslashes = 0;
        while (backslashes < quote && inside[quote - 1 - backslashes] == '\\')
            ++backslashes;
        if (backslashes % 2 == 0)
            return at + 1 + quote + 1;
    }
    return end;
}

qsizetype afterContainer(const QByteArray &json, qsizetype at, qsizetype end)
{
    const char *text = json.constData();
    qsizetype depth = 0;
    while (at < end) {
        const char c = text[at];
        if (c == '"') {
            at = afterString(json, at, end);
            continue;
        }
        ++at;
        if (c == '{' || c == '[')
            ++depth;
        else if ((c == '}' || c == ']') && --depth == 0)
            break;
    }
    return at;
}

qsizetype afterValue(const QByteArray &json, qsizetype at, qsizetype end)
{
    const char c = json[at];
    if (c == '"')
        return afterString(json, at, end);
    if (c == '{' || c == '[')
        return afterContainer(json, at, end);
    while (at < end && !isSpace(json[at]) && json[at] != ',' && json[at] != '}' && json[at] != ']')
        ++at;
    return at;
}

// A byte order mark is a character of the text: Qt leaves it out at the beginning.
void appendUtf8(QString &text, QByteArrayView utf8)
{
    if (utf8.startsWith("\xef\xbb\xbf"))
        text += QChar::ByteOrderMark;
    text += QString::fromUtf8(utf8);
}

QChar unescaped(char c)
{
    switch (c) {
    case 'b':
        return u'\b';
    case 'f':
        return u'\f';
    case 'n':
        return u'\n';
    case 'r':
        return u'\r';
    case 't':
        return u'\t';
    default:
        return QLatin1Char(c);
    }
}

} // namespace

tl::expected<Value, qsizetype> Value::fromText(const QByteArray &json)
{
    Checker checker(json);
    if (!checker.isJson())
        return tl::unexpected(checker.position());
    const qsizetype begin = afterSpace(json, 0, json.size());
    return Value(json, begin, afterValue(json, begin, json.size()));
}

Value::Kind Value::kind() const
{
    switch (m_document[m_begin]) {
    case '{':
        return Kind::Object;
    case '[':
        return Kind::List;
    case '"':
        return Kind::String;
    case 't':
    case 'f':
        return Kind::Boolean;
    case 'n':
        return Kind::Null;
    default:
        return Kind::Number;
    }
}

QString Value::string(qsizetype most) const
{
    if (kind() != Kind::String)
        return {};
    const QByteArrayView inside = text().sliced(1).chopped(1);
    QString string;
    for (qsizetype at = 0; at < inside.size() && string.size() < most;) {
        qsizetype escape = inside.indexOf('\\', at);
        if (escape < 0)
            escape = inside.size();
        // A character takes four bytes at most. One that is cut here is beyond what was asked for.
        const qsizetype length = std::min(escape - at, (most - string.size()) * 4);
        appendUtf8(string, inside.sliced(at, length));
        if (escape == inside.size() || length < escape - at)
            break;
        at = escape + 2;
        if (inside[escape + 1] != 'u') {
            string += unescaped(inside[escape + 1]);
            continue;
        }
        ushort unit = 0;
        for (int i = 0; i < 4; ++i)
            unit = ushort(unit * 16 + hexDigit(inside[at + i]));
        string += QChar(unit);
        at += 4;
    }
    return firstCharacters(string, most);
}

qsizetype Value::size() const
{
    if (!isContainer())
        return 0;
    const qsizetype end = m_end - 1; // its bracket
    qsizetype at = afterSpace(m_document, m_begin + 1, end);
    qsizetype count = 0;
    while (at < end) {
        if (m_document[at] == ',')
            ++count;
        const bool isSeparator = m_document[at] == ',' || m_document[at] == ':' || isSpace(m_document[at]);
        at = isSeparator ? at + 1 : afterValue(m_document, at, end);
        if (count == 0)
            count = 1;
    }
    return count;
}

Children::Children(const Value &container)
    : m_container(container)
    , m_at(container.m_end)
{
    if (!container.isContainer())
        return;
    --m_container.m_end; // its bracket
    m_at = afterSpace(m_container.m_document, container.m_begin + 1, m_container.m_end);
}

Value Children::takeValue()
{
    const QByteArray &json = m_container.m_document;
    const qsizetype begin = m_at;
    m_at = afterValue(json, begin, m_container.m_end);
    return Value(json, begin, m_at);
}

std::optional<Children::Child> Children::next()
{
    if (isAtEnd())
        return std::nullopt;
    const QByteArray &json = m_container.m_document;
    const bool isMember = m_container.kind() == Value::Kind::Object;
    QString name;
    if (isMember) {
        name = takeValue().string();
        m_at = afterSpace(json, m_at, m_container.m_end) + 1; // the colon
        m_at = afterSpace(json, m_at, m_container.m_end);
    }
    const Value value = takeValue();
    m_at = afterSpace(json, m_at, m_container.m_end);
    if (!isAtEnd())
        m_at = afterSpace(json, m_at + 1, m_container.m_end); // the comma
    return Child{name, value};
}

} // namespace watchbill::json
