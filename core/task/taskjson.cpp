// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "task/taskjson.h"

#include "task/storedfields.h"
#include "task/visibletext.h"

#include <QByteArrayList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace watchbill::json {

namespace {

QByteArray print(const QString &text)
{
    return string(text);
}

// JSON is UTF-8; a database without an encoding may hold other bytes.
QByteArray print(const QByteArray &json)
{
    return json.isValidUtf8() ? json : QString::fromUtf8(json).toUtf8();
}

QByteArray print(const Timestamp &time)
{
    return string(time.toIso8601());
}

template<typename Tag>
QByteArray print(const Id<Tag> &id)
{
    return string(id.toText());
}

template<typename T>
QByteArray print(const std::optional<T> &value)
{
    return value ? print(*value) : QByteArrayLiteral("null");
}

QByteArray print(const TaskStatus &status)
{
    return print(status.value());
}

// What is nested more deeply is not moved any further: a few kilobytes of brackets would become gigabytes of blanks.
constexpr int deepestIndent = 32;

bool isWord(char c)
{
    return !QByteArrayView("{}[],: \t\r\n\0", 11).contains(c);
}

// The end of the string literal that begins at `at`, or of the text.
qsizetype endOfString(const QByteArray &json, qsizetype at)
{
    for (qsizetype i = at + 1; i < json.size(); ++i) {
        if (json[i] == '\\')
            ++i;
        else if (json[i] == '"')
            return i + 1;
    }
    return json.size();
}

} // namespace

QByteArray string(const QString &text)
{
    QString literal = u"\""_s;
    literal.reserve(text.size() + 2);
    for (const QChar c : withVisibleBytes(text)) {
        const qsizetype escape = u"\"\\\b\f\n\r\t"_s.indexOf(c);
        if (escape >= 0)
            literal += QString(u'\\') + u"\"\\bfnrt"_s[escape];
        else if (c < u' ')
            literal += u"\\u%1"_s.arg(c.unicode(), 4, 16, QLatin1Char('0'));
        else
            literal += c;
    }
    return (literal + u'"').toUtf8();
}

QByteArray object(const Task &task, const QVector<std::pair<QString, QString>> &further)
{
    QByteArrayList members;
    for (const StoredField &field : storedFields)
        members += string(field.name) + ':'
            + std::visit([&](auto member) { return print(task.*member); }, field.member);
    for (const auto &[name, value] : further)
        members += string(name) + ':' + string(value);
    return '{' + members.join(',') + '}';
}

QByteArray indented(const QByteArray &json)
{
    QByteArray text;
    text.reserve(json.size() * 2);
    int depth = 0;
    const auto newLine = [&] { text += '\n' + QByteArray(std::min(depth, deepestIndent) * 4, ' '); };
    const auto nextIs = [&](qsizetype at, char closing) {
        while (at < json.size() && QByteArrayView(" \t\r\n").contains(json[at]))
            ++at;
        return at < json.size() && json[at] == closing;
    };
    for (qsizetype i = 0; i < json.size();) {
        const char c = json[i];
        if (c == '"') {
            const qsizetype end = endOfString(json, i);
            text += json.mid(i, end - i);
            i = end;
            continue;
        }
        ++i;
        switch (c) {
        case '{':
        case '[':
            text += c;
            if (!nextIs(i, c == '{' ? '}' : ']')) {
                ++depth;
                newLine();
            }
            break;
        case '}':
        case ']': {
            const char last = text.isEmpty() ? '\0' : text.back();
            const bool isEmpty = last == '{' || last == '[';
            if (!isEmpty) {
                depth = depth > 0 ? depth - 1 : 0;
                newLine();
            }
            text += c;
            break;
        }
        case ',':
            text += c;
            newLine();
            break;
        case ':':
            text += ": ";
            break;
        case ' ':
        case '\t':
        case '\r':
        case '\n':
            // A blank between two words occurs only in text that is not JSON.
            if (isWord(text.isEmpty() ? '\0' : text.back()) && i < json.size() && isWord(json[i]))
                text += ' ';
            break;
        default:
            text += c;
        }
    }
    return text;
}

} // namespace watchbill::json
