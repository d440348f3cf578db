// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "filter/queryvalues.h"

#include "filter/timetext.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace watchbill::query {

namespace {

using FieldKind = QueryField::Kind;
using Relation = Condition::Value::Relation;

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::query)
};

// UTC, as only the order of times matters: looking up the local zone takes longer than everything else.
std::optional<Period> periodAt(const QString &text, Timestamp now)
{
    static const QTimeZone utc = QTimeZone::utc();
    return periodFromText(text, now, utc);
}

QString noTime(const QString &text)
{
    return Texts::tr("“%1” is not a time. Try today, 2h, 14:30, 2026-11-20 or 2026-11-20T14:30.")
        .arg(shown(text));
}

QString objectionToOperand(const QueryField &field, const QString &text)
{
    switch (field.kind) {
    case FieldKind::Time:
        return periodAt(text, Timestamp(0)) ? QString() : noTime(text);
    case FieldKind::Span:
        return spanFromText(text)
            ? QString()
            : Texts::tr("“%1” is not a time span. Try 90s, 30m, 2h or 7d.").arg(shown(text));
    case FieldKind::State:
        return std::find(stateWords.begin(), stateWords.end(), text) != stateWords.end()
            ? QString()
            : Texts::tr("“%1” is not a state. Use active, done or stuck.").arg(shown(text));
    default:
        return {};
    }
}

// Whether a time does not depend on the present moment.
bool isFixed(const QString &text, const Period &period)
{
    constexpr qint64 someOtherMoment = 1'000'000'000'000'000;
    const auto later = periodAt(text, Timestamp(someOtherMoment));
    return later && later->from == period.from;
}

QString upsideDown(const Condition::Value &value)
{
    return Texts::tr("The range %1..%2 is empty; did you mean %2..%1?")
        .arg(shown(value.text), shown(value.upper));
}

// Each bound is read once, as to read a time takes longer than all else. Upside down is what is so today and on any other day.
QString objectionToTimes(const Condition::Value &value)
{
    const auto from = periodAt(value.text, Timestamp(0));
    if (!from)
        return noTime(value.text);
    const auto until = periodAt(value.upper, Timestamp(0));
    if (!until)
        return noTime(value.upper);
    if (from->from < until->until || (from->from == until->from && !from->ago))
        return {};
    const bool isUpsideDown = from->ago && until->ago
        ? *from->ago < *until->ago
        : isFixed(value.text, *from) && isFixed(value.upper, *until);
    return isUpsideDown ? upsideDown(value) : QString();
}

QString objectionToRange(const QueryField &field, const Condition::Value &value)
{
    if (field.kind == FieldKind::Time)
        return objectionToTimes(value);
    for (const QString &operand : {value.text, value.upper}) {
        if (const QString why = objectionToOperand(field, operand); !why.isEmpty())
            return why;
    }
    if (field.kind == FieldKind::Span)
        return spanFromText(value.text) > spanFromText(value.upper) ? upsideDown(value) : QString();
    bool areNumbers[2];
    const double lower = value.text.toDouble(&areNumbers[0]);
    const double upper = value.upper.toDouble(&areNumbers[1]);
    return areNumbers[0] && areNumbers[1] && lower > upper ? upsideDown(value) : QString();
}

// Whether the next word may belong to a time: that of another term does not, as it has a colon behind a name.
bool mayGoOn(QStringView following)
{
    const QStringView rest = following.trimmed();
    const auto end = std::find_if_not(rest.begin(), rest.end(), [](QChar c) { return c.isLetter(); });
    return end != rest.end() ? end == rest.begin() || *end != u':' : !rest.isEmpty();
}

} // namespace

// The most words that are a time together.
QString timeOfWords(const QString &word, const QString &following)
{
    constexpr int most = 4; // as in "2 h 30 min ago", or "Nov 29 at 9 am"
    static const QRegularExpression further(
        u"^\\s+((?:morning|afternoon|evening|night|noon|midnight|hour|hours|minute|minutes|min|m|h|d|day|days|week|weeks|month"
        "|[ap]m|ago|at|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
        "|\\d[\\d:.]*(?:\\s*[ap]m|[a-z]{1,7})?)(?=[\\s()]|$))"_s,
        QRegularExpression::CaseInsensitiveOption);
    QString words = word;
    QString rest = following;
    QString time;
    for (int i = 0; i < most && mayGoOn(rest); ++i) {
        const auto match = further.match(rest);
        if (!match.hasMatch())
            break;
        words += u' ' + match.captured(1).simplified();
        rest.remove(0, match.capturedLength());
        if (periodAt(words, Timestamp(0)))
            time = words;
    }
    return time;
}

QString shown(const QString &text)
{
    constexpr qsizetype longest = 40;
    return text.size() <= longest ? text : text.left(longest) + u'…';
}

QString objection(const QueryField &field, const Condition::Value &value)
{
    switch (value.relation) {
    case Relation::Less:
    case Relation::LessOrEqual:
    case Relation::Greater:
    case Relation::GreaterOrEqual:
        if (field.kind != FieldKind::Time && field.kind != FieldKind::Span && field.kind != FieldKind::Json)
            return Texts::tr(
                       "%1 cannot be compared with < or >. To search for the text itself, put it in quotes.")
                .arg(field.name);
        return objectionToOperand(field, value.text);
    case Relation::Between:
        return objectionToRange(field, value);
    case Relation::Starting:
        if (field.kind == FieldKind::Text)
            return Texts::
                tr("Text is found anywhere in %1, so no * is needed. To search for a *, put it in quotes.")
                    .arg(field.name);
        break;
    case Relation::Matching:
        break;
    case Relation::Null:
        if (field.kind == FieldKind::State)
            return objectionToOperand(field, u"null"_s);
        return field.kind == FieldKind::Span
            ? Texts::tr("%1 does not take null. For tasks without a time, use created:null or updated:null.")
                  .arg(field.name)
            : QString();
    default:
        if (const QString why = objectionToOperand(field, value.text);
            !why.isEmpty() || field.kind != FieldKind::Span)
            return why;
        return Texts::tr("Add > or <: %1:>%2 or %1:<%2.").arg(field.name, shown(value.text));
    }
    return field.kind == FieldKind::Time || field.kind == FieldKind::Span || field.kind == FieldKind::State
        ? Texts::tr("%1 does not take a pattern.").arg(field.name)
        : QString();
}

} // namespace watchbill::query
