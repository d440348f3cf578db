// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "filter/querycompletion.h"

#include "filter/queryfields.h"
#include "filter/querytext.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace watchbill::query {

namespace {

using Field = Condition::Field;

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::query)
};

constexpr qsizetype mostSuggestions = 30;

// Where the term begins that the cursor is in: behind a blank, a bracket or a sign of exclusion, outside of quotes.
qsizetype beginOfTerm(const QString &text, qsizetype cursor)
{
    qsizetype begin = 0;
    bool isQuoted = false;
    for (qsizetype i = 0; i < cursor; ++i) {
        if (text[i] == u'\\' && isQuoted)
            ++i;
        else if (text[i] == u'"')
            isQuoted = !isQuoted;
        else if (!isQuoted && (text[i].isSpace() || text[i] == u'(' || text[i] == u')'))
            begin = i + 1;
    }
    while (begin < cursor && text[begin] == u'-')
        ++begin;
    return begin;
}

// Where this character, or the first of them, stands outside of quotes, from there on; -1 if there is none.
qsizetype firstOf(const QString &text, const QString &characters, qsizetype from = 0)
{
    bool isQuoted = false;
    for (qsizetype i = from; i < text.size(); ++i) {
        if (text[i] == u'\\' && isQuoted)
            ++i;
        else if (text[i] == u'"')
            isQuoted = !isQuoted;
        else if (!isQuoted && characters.contains(text[i]))
            return i;
    }
    return -1;
}

qsizetype firstColon(const QString &term)
{
    return firstOf(term, u":"_s);
}

// Of the values behind the colon, where the last begins: behind a comma or, if they can be a range, behind its dots.
qsizetype beginOfValue(const QString &term, qsizetype colon, bool canBeRange)
{
    qsizetype begin = colon + 1;
    for (qsizetype at = firstOf(term, u","_s, begin); at >= 0; at = firstOf(term, u","_s, begin))
        begin = at + 1;
    for (qsizetype at = firstOf(term, u"."_s, begin); canBeRange && at >= 0;
         at = firstOf(term, u"."_s, at + 1)) {
        if (term.mid(at, 2) == ".."_L1)
            return at + 2;
    }
    return begin;
}

// The end of the word or quoted text that the cursor is in, which began before it.
qsizetype endOfWord(const QString &text, qsizetype begin, qsizetype cursor, const QString &signs)
{
    const bool isQuoted = begin < cursor && text[begin] == u'"';
    if (isQuoted) {
        for (qsizetype i = begin + 1; i < text.size(); ++i) {
            if (text[i] == u'\\')
                ++i;
            else if (text[i] == u'"')
                return i < cursor ? cursor : i + 1;
        }
        return cursor; // not closed yet
    }
    const auto end = std::find_if(text.begin() + cursor, text.end(), [&](QChar c) {
        return c.isSpace() || u"()\""_s.contains(c) || signs.contains(c);
    });
    return end - text.begin();
}

QString printedPath(const QStringList &path)
{
    const QString term =
        print(Condition::term(Field::Metadata, {{Condition::Value::Relation::Present, {}}}, path));
    return term.section(u':', 1); // behind "has:"
}

QString printedValue(Field field, const QString &value, const QStringList &path = {})
{
    const QString term = print(Condition::term(field, {{Condition::Value::Relation::Equal, value}}, path));
    return term.mid(firstColon(term) + 1);
}

QVector<Suggestion> names(bool withKeys, const KnownValues &known)
{
    QVector<Suggestion> names;
    for (const QueryField &field : queryFields) {
        if (field.kind != QueryField::Kind::Json)
            names += {field.name + u':', meaningOf(field)};
    }
    if (!withKeys) {
        const QueryField &meta = queryField(Field::Metadata);
        names += {meta.name + u'.', meaningOf(meta)};
        return names;
    }
    for (const MetadataValue &one : known.metadata) {
        const Suggestion key{printedPath(one.path) + u':', {}};
        if (!names.contains(key))
            names += key;
    }
    return names;
}

QVector<Suggestion> words(std::initializer_list<std::pair<const char *, const char *>> pairs)
{
    QVector<Suggestion> words;
    for (const auto &[text, meaning] : pairs)
        words += {QString::fromUtf8(text), Texts::tr(meaning)};
    return words;
}

QVector<Suggestion> times()
{
    return words({{"today", QT_TRANSLATE_NOOP("watchbill::query", "Since midnight")},
                  {"yesterday", QT_TRANSLATE_NOOP("watchbill::query", "The whole day")},
                  {"\"this morning\"", QT_TRANSLATE_NOOP("watchbill::query", "From midnight to noon")},
                  {"15m", QT_TRANSLATE_NOOP("watchbill::query", "The last 15 minutes")},
                  {"1h", QT_TRANSLATE_NOOP("watchbill::query", "The last hour")},
                  {"24h", QT_TRANSLATE_NOOP("watchbill::query", "The last 24 hours")},
                  {"7d", QT_TRANSLATE_NOOP("watchbill::query", "The last seven days")},
                  {"<7d", QT_TRANSLATE_NOOP("watchbill::query", "More than seven days ago")}});
}

QVector<Suggestion> spans()
{
    return words({{">30s", QT_TRANSLATE_NOOP("watchbill::query", "More than 30 seconds")},
                  {">5m", QT_TRANSLATE_NOOP("watchbill::query", "More than 5 minutes")},
                  {">30m", QT_TRANSLATE_NOOP("watchbill::query", "More than 30 minutes")},
                  {">2h", QT_TRANSLATE_NOOP("watchbill::query", "More than 2 hours")},
                  {"<1s", QT_TRANSLATE_NOOP("watchbill::query", "Less than a second")}});
}

QVector<Suggestion> presences(const KnownValues &known)
{
    QVector<Suggestion> presences;
    for (const QueryField &field : queryFields) {
        if (field.canBePresent)
            presences += {field.name, {}};
    }
    for (const MetadataValue &one : known.metadata) {
        const Suggestion key{printedPath(one.path), {}};
        if (!presences.contains(key))
            presences += key;
    }
    return presences;
}

QVector<Suggestion> valuesOf(const QString &name, const KnownValues &known)
{
    QVector<Suggestion> values;
    const auto add = [&values](Field field, const QStringList &texts) {
        for (const QString &text : texts)
            values += {printedValue(field, text), {}};
        return values;
    };
    const QString fieldName = name.section(u'.', 0, 0);
    const QueryField *field = queryField(fieldName);
    if (!field)
        return {};
    switch (field->kind) {
    case QueryField::Kind::Word:
        return add(field->field, field->field == Field::Status ? known.statuses : known.types);
    case QueryField::Kind::Id:
        return field->field == Field::User ? add(field->field, known.users) : values;
    case QueryField::Kind::Time:
        return times();
    case QueryField::Kind::Span:
        return spans();
    case QueryField::Kind::State:
        for (const QLatin1String word : stateWords)
            values += {word, {}};
        return values;
    case QueryField::Kind::Presence:
        return presences(known);
    case QueryField::Kind::Json:
        for (const MetadataValue &one : known.metadata) {
            if (one.value && printedPath(one.path).compare(name, Qt::CaseInsensitive) == 0)
                values += {printedValue(Field::Metadata, *one.value, one.path), {}};
        }
        return values;
    case QueryField::Kind::Text:
        break;
    }
    return {};
}

enum class Place { Beginning, Anywhere };

// Suggestions that begin with the typed text come first, then those that contain it.
QVector<Suggestion> fitting(const QVector<Suggestion> &all, const QString &typed, Place place)
{
    QVector<Suggestion> beginning;
    QVector<Suggestion> containing;
    // Quotes are not typed before they are needed.
    const auto bare = [](QString text) { return text.remove(u'"'); };
    for (const Suggestion &one : all) {
        if (bare(one.text).startsWith(bare(typed), Qt::CaseInsensitive))
            beginning += one;
        else if (place == Place::Anywhere && typed.size() > 1
                 && bare(one.text).contains(bare(typed), Qt::CaseInsensitive))
            containing += one;
    }
    const QVector<Suggestion> fitting = (beginning + containing).mid(0, mostSuggestions);
    // Who has typed it all needs no list.
    return fitting.size() == 1 && fitting.first().text == typed ? QVector<Suggestion>() : fitting;
}

// What follows the cursor belongs to a name only if both together are one: it may be another term.
qsizetype endOfName(const QString &text, qsizetype begin, qsizetype cursor)
{
    qsizetype end = endOfWord(text, begin, cursor, u":.,"_s);
    if (!queryField(text.mid(begin, end - begin)))
        return cursor;
    if (end < text.size() && (text[end] == u':' || text[end] == u'.'))
        ++end;
    return end;
}

Completion completeName(const QString &text, qsizetype begin, qsizetype cursor, const KnownValues &known)
{
    const QString typed = text.mid(begin, cursor - begin);
    if (typed.isEmpty() || typed.startsWith(u'"'))
        return {begin, cursor, {}};
    const bool isKey = typed.startsWith("meta."_L1, Qt::CaseInsensitive);
    return {begin, isKey ? cursor : endOfName(text, begin, cursor),
            fitting(names(isKey, known), typed, isKey ? Place::Anywhere : Place::Beginning)};
}

} // namespace

Completion complete(const QString &text, qsizetype cursor, const KnownValues &known)
{
    const qsizetype begin = beginOfTerm(text, cursor);
    const QString term = text.mid(begin, cursor - begin);
    const qsizetype colon = firstColon(term);
    if (colon < 0)
        return completeName(text, begin, cursor, known);
    const QueryField *field = queryField(term.left(colon).section(u'.', 0, 0));
    const bool isTime = field && field->kind == QueryField::Kind::Time;
    qsizetype valueBegin = beginOfValue(term, colon, isTime);
    const bool isUpper = term.mid(valueBegin - 2, 2) == ".."_L1;
    const bool isCompared =
        isTime && (isUpper || (valueBegin < term.size() && u"<>"_s.contains(term[valueBegin])));
    while (isCompared && !isUpper && valueBegin < term.size() && u"<>="_s.contains(term[valueBegin]))
        ++valueBegin;
    QVector<Suggestion> values = valuesOf(term.left(colon), known);
    if (isCompared)
        values.erase(std::remove_if(values.begin(), values.end(),
                                    [](const Suggestion &one) { return one.text.startsWith(u'<'); }),
                     values.end());
    // The beginning of an id is enough to ask for it, and another's middle is no help.
    const bool isId = field && field->kind == QueryField::Kind::Id;
    const QString typed = term.mid(valueBegin);
    qsizetype end = endOfWord(text, begin + valueBegin, cursor, u","_s);
    if (const qsizetype dots = text.indexOf(".."_L1, cursor); isTime && dots >= 0 && dots < end)
        end = dots;
    return {begin + valueBegin, end, fitting(values, typed, isId ? Place::Beginning : Place::Anywhere)};
}

QVector<UnknownValue> unknownValues(const TaskFilter &filter, const KnownValues &known)
{
    QVector<UnknownValue> unknown;
    const auto add = [&](ValueSet TaskFilter::*set, const QStringList &inUse, const QString &sentence,
                         const QString &withMeant) {
        const ValueSet &asked = filter.*set;
        if (inUse.isEmpty() || asked.excluded)
            return;
        for (const QString &value : asked.values) {
            if (inUse.contains(value))
                continue;
            const QString meant = wordLike(value, inUse);
            UnknownValue one{meant.isEmpty() ? sentence.arg(value) : withMeant.arg(value, meant), meant,
                             filter};
            QStringList &values = (one.filter.*set).values;
            if (!meant.isEmpty())
                values.replace(values.indexOf(value), meant);
            values.removeDuplicates();
            unknown += one;
        }
    };
    add(&TaskFilter::statuses, known.statuses, Texts::tr("No task has the status “%1” so far."),
        Texts::tr("No task has the status “%1” so far; did you mean %2?"));
    add(&TaskFilter::types, known.types, Texts::tr("No task has the type “%1” so far."),
        Texts::tr("No task has the type “%1” so far; did you mean %2?"));
    return unknown;
}

} // namespace watchbill::query
