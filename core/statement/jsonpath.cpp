// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "statement/jsonpath.h"

#include "task/taskjson.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace watchbill::jsonpath {

namespace {

QString jsonString(const QString &text)
{
    return QString::fromUtf8(json::string(text));
}

// A number as JSON writes it; nothing if the text is not a number.
std::optional<QString> jsonNumber(const QString &text)
{
    static const QRegularExpression form(u"^-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?$"_s);
    return form.match(text).hasMatch() ? std::optional(text) : std::nullopt;
}

// To be compared. People also write .5 and +5, which JSON does not.
QString jsonOperand(const QString &text)
{
    static const QRegularExpression form(u"^([+-]?)(\\.?[0-9].*)$"_s);
    QString number = text;
    if (const auto match = form.match(text); match.hasMatch())
        number = (match.captured(1) == "-"_L1 ? u"-"_s : QString())
            + (match.captured(2).startsWith(u'.') ? u"0"_s : QString()) + match.captured(2);
    return jsonNumber(number).value_or(jsonString(text));
}

// What a value without quotes can mean.
QStringList jsonMeanings(const QString &text)
{
    QStringList meanings{jsonString(text)};
    if (const auto number = jsonNumber(text))
        meanings += *number;
    if (text == "true"_L1 || text == "false"_L1)
        meanings += text;
    return meanings;
}

QString jsonTest(const Condition::Value &value)
{
    using Relation = Condition::Value::Relation;
    QStringList tests;
    switch (value.relation) {
    case Relation::Equal:
        for (const QString &meaning : jsonMeanings(value.text))
            tests += "@ == "_L1 + meaning;
        return tests.join(" || "_L1);
    case Relation::Starting:
        return "@ starts with "_L1 + jsonString(value.text);
    case Relation::Matching:
        // A dot is any character, also the end of a line, as for a text that is no JSON.
        return u"@ like_regex %1 flag \"is\""_s.arg(jsonString(value.text));
    case Relation::Between:
        return u"@ >= %1 && @ <= %2"_s.arg(jsonOperand(value.text), jsonOperand(value.upper));
    case Relation::Null:
        return u"@ == null"_s;
    case Relation::Less:
        return "@ < "_L1 + jsonOperand(value.text);
    case Relation::LessOrEqual:
        return "@ <= "_L1 + jsonOperand(value.text);
    case Relation::Greater:
        return "@ > "_L1 + jsonOperand(value.text);
    case Relation::GreaterOrEqual:
        return "@ >= "_L1 + jsonOperand(value.text);
    case Relation::Present: // comparing a non-string with a string would be unknown
        return u"@ != null && (@.type() != \"string\" || @ != \"\")"_s;
    default:
        return "@ == "_L1 + jsonString(value.text);
    }
}

} // namespace

QString to(const QStringList &keys)
{
    QString path = u"$"_s;
    for (const QString &key : keys)
        path += u'.' + jsonString(key);
    return path;
}

QString to(const QStringList &keys, const Condition::Value &value)
{
    return u"%1 ? (%2)"_s.arg(to(keys), jsonTest(value));
}

} // namespace watchbill::jsonpath
