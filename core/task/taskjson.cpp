// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "task/taskjson.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace watchbill::json {

namespace {

template<typename T>
QByteArray orNull(const std::optional<T> &value, QByteArray (*print)(const T &))
{
    return value ? print(*value) : QByteArrayLiteral("null");
}

QByteArray time(const Timestamp &timestamp)
{
    return string(timestamp.toIso8601());
}

QByteArray id(const ResultId &resultId)
{
    return string(resultId.toText());
}

QByteArray asIs(const QByteArray &json)
{
    return json;
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
    // An array around it, because a document is an object or an array; then without its brackets.
    const QByteArray array = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    return array.mid(1, array.size() - 2);
}

QByteArray object(const Task &task)
{
    return "{\"id\":" + string(task.id.toText()) + ",\"user_id\":" + string(task.userId.toText())
        + ",\"type\":" + string(task.type) + ",\"status\":" + string(task.status.toText()) + ",\"result_id\":"
        + orNull(task.resultId, id) + ",\"error_message\":" + orNull(task.errorMessage, string)
        + ",\"metadata\":" + orNull(task.metadata, asIs) + ",\"created_at\":" + orNull(task.createdAt, time)
        + ",\"updated_at\":" + orNull(task.updatedAt, time) + '}';
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
            // Only in what is no JSON can a blank stand between two words.
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
