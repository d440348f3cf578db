// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "filter/filterchanges.h"
#include "filter/queryfields.h"
#include "filter/querytext.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace watchbill::query {

namespace {

using Field = Condition::Field;
using Kind = Condition::Kind;
using Relation = Condition::Value::Relation;
using Value = Condition::Value;

QString inQuotes(const QString &text)
{
    return u'"' + QString(text).replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s) + u'"';
}

// In a pattern a backslash has a meaning of its own, and stays.
QString betweenSlashes(const QString &pattern)
{
    QString text;
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        if (pattern[i] == u'/')
            text += u'\\';
        text += pattern[i];
        if (pattern[i] == u'\\' && i + 1 < pattern.size())
            text += pattern[++i];
    }
    return u'/' + text + u'/';
}

// As a value, it is read as one word, and as no sign, pattern, range or NULL.
bool canBeBareValue(const QString &text)
{
    return !text.isEmpty() && !u"<>/"_s.contains(text[0]) && !text.endsWith(u'*') && !text.contains(".."_L1)
        && text.compare("null"_L1, Qt::CaseInsensitive) != 0
        && std::none_of(text.begin(), text.end(),
                        [](QChar c) { return c.isSpace() || u"()\","_s.contains(c); });
}

// By itself, it is read as no field, exclusion or keyword either.
bool canBeBareText(const QString &text)
{
    static const QStringList keywords{u"OR"_s, u"AND"_s, u"NOT"_s};
    return canBeBareValue(text) && text[0] != u'-' && !text.contains(u':') && !keywords.contains(text)
        && !text.startsWith("meta."_L1, Qt::CaseInsensitive);
}

QString asValue(const QString &text)
{
    return canBeBareValue(text) ? text : inQuotes(text);
}

// An equals sign would be taken for a part of the sign.
QString afterSign(const QString &text)
{
    return text.startsWith(u'=') ? inQuotes(text) : asValue(text);
}

QString printed(const Value &value)
{
    switch (value.relation) {
    case Relation::Equal:
    case Relation::Containing:
        return asValue(value.text);
    case Relation::EqualText:
        return inQuotes(value.text);
    case Relation::Starting:
        return asValue(value.text) + u'*';
    case Relation::Matching:
        return betweenSlashes(value.text);
    case Relation::Less:
        return u'<' + afterSign(value.text);
    case Relation::LessOrEqual:
        return "<="_L1 + asValue(value.text);
    case Relation::Greater:
        return u'>' + afterSign(value.text);
    case Relation::GreaterOrEqual:
        return ">="_L1 + asValue(value.text);
    case Relation::Between:
        return asValue(value.text) + ".."_L1 + asValue(value.upper);
    case Relation::Null:
        return u"null"_s;
    case Relation::Present:
        break;
    }
    return {};
}

QString printedName(Field field, const QStringList &path)
{
    QString name = queryField(field).name;
    for (const QString &key : path) {
        const bool isBare = canBeBareValue(key) && !key.contains(u'.') && !key.contains(u':');
        name += u'.' + (isBare ? key : inQuotes(key));
    }
    return name;
}

QString printedTerm(const Condition &term)
{
    if (term.field == Field::Text)
        return quoted(term.values.first().text);
    if (term.values.first().relation == Relation::Present)
        return "has:"_L1 + printedName(term.field, term.path);
    QStringList values;
    for (const Value &value : term.values)
        values += printed(value);
    return printedName(term.field, term.path) + u':' + values.join(u',');
}

QString inBrackets(const Condition &condition)
{
    return u'(' + print(condition) + u')';
}

} // namespace

QString metadataName(const QStringList &path)
{
    return printedName(Field::Metadata, path);
}

// It is written as in a query, quotes and all.
QStringList metadataPath(const QString &name)
{
    const auto filter = parse("has:"_L1 + name);
    const bool isKey =
        filter && filter->condition.kind == Kind::Term && filter->condition.field == Field::Metadata;
    return isKey ? filter->condition.path : QStringList();
}

QString quoted(const QString &text)
{
    return canBeBareText(text) ? text : inQuotes(text);
}

QString print(const Condition &condition)
{
    QStringList parts;
    switch (condition.kind) {
    case Kind::Term:
        return printedTerm(condition);
    case Kind::Not: {
        const Condition &part = condition.parts.first();
        return u'-' + (part.kind == Kind::Term ? print(part) : inBrackets(part));
    }
    case Kind::All:
        for (const Condition &part : condition.parts)
            parts += part.kind == Kind::Any ? inBrackets(part) : print(part);
        return parts.join(u' ');
    case Kind::Any:
        // "AND" binds more closely without brackets, too, but a reader need not know.
        for (const Condition &part : condition.parts)
            parts += part.kind == Kind::All ? inBrackets(part) : print(part);
        return parts.join(" OR "_L1);
    }
    return {};
}

QString print(const TaskFilter &filter)
{
    const QVector<Condition> parts = filter::parts(filter);
    return print(parts.size() == 1 ? parts.first() : Condition{Kind::All, parts});
}

} // namespace watchbill::query
