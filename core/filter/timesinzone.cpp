// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "filter/timesinzone.h"

#include "filter/queryfields.h"
#include "filter/timetext.h"

namespace watchbill::filter {

namespace {

using Relation = Condition::Value::Relation;

// A text that is a period of one microsecond, the same in every zone.
QString first(const Period &period)
{
    return period.from.toIso8601();
}

QString last(const Period &period)
{
    return Timestamp(period.until.microseconds() - 1).toIso8601();
}

Condition::Value valueInZone(const Condition::Value &value, Timestamp now, const QTimeZone &zone)
{
    const auto begin = periodFromText(value.text, now, zone);
    const auto isFixed = [](const std::optional<Period> &period) { return period && !period->isPoint(); };
    switch (value.relation) {
    case Relation::Equal:
        return isFixed(begin) ? Condition::Value{Relation::Between, first(*begin), last(*begin)} : value;
    case Relation::Less:
    case Relation::GreaterOrEqual:
        return isFixed(begin) ? Condition::Value{value.relation, first(*begin)} : value;
    case Relation::Greater:
    case Relation::LessOrEqual:
        return isFixed(begin) ? Condition::Value{value.relation, last(*begin)} : value;
    case Relation::Between: {
        const auto end = periodFromText(value.upper, now, zone);
        return {Relation::Between, isFixed(begin) ? first(*begin) : value.text,
                isFixed(end) ? last(*end) : value.upper};
    }
    default:
        return value;
    }
}

Condition conditionInZone(Condition condition, Timestamp now, const QTimeZone &zone)
{
    for (Condition &part : condition.parts)
        part = conditionInZone(part, now, zone);
    if (condition.kind == Condition::Kind::Term
        && queryField(condition.field).kind == QueryField::Kind::Time) {
        for (Condition::Value &value : condition.values)
            value = valueInZone(value, now, zone);
    }
    return condition;
}

} // namespace

TaskFilter timesInZone(TaskFilter filter, Timestamp now, const QTimeZone &zone)
{
    filter.condition = conditionInZone(filter.condition, now, zone);
    return filter;
}

} // namespace watchbill::filter
