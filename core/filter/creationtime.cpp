// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "filter/creationtime.h"

#include "filter/filterchanges.h"
#include "filter/timetext.h"

using namespace Qt::StringLiterals;

namespace watchbill::filter {

namespace {

using Relation = Condition::Value::Relation;

// How exactly a time is written.
struct Unit
{
    QString form; // as QDateTime has it
    qint64 length; // microseconds
};

const QVector<Unit> &units()
{
    static const QVector<Unit> units{{u"yyyy-MM-dd"_s, 86'400'000'000},
                                     {u"yyyy-MM-dd'T'HH:mm"_s, 60'000'000},
                                     {u"yyyy-MM-dd'T'HH:mm:ss"_s, 1'000'000}};
    return units;
}

// The range as the first and the last of the units in it; nothing if it does not consist of whole ones.
std::optional<Condition::Value> inUnits(const TimeRange &range, const Unit &unit, const QTimeZone &zone)
{
    const auto text = [&](qint64 microseconds) {
        return Timestamp(microseconds).toDateTime().toTimeZone(zone).toString(unit.form);
    };
    const QString first = text(range.from.microseconds());
    const QString last = text(range.until.microseconds() - 1);
    const auto begin = periodFromText(first, range.from, zone);
    const auto end = periodFromText(last, range.from, zone);
    if (!begin || !end || begin->from != range.from || end->until != range.until)
        return std::nullopt;
    return first == last ? Condition::Value{Relation::Equal, first}
                         : Condition::Value{Relation::Between, first, last};
}

// Nothing for what does not compare with a time.
std::optional<TimeRange> rangeOf(const Condition::Value &value, Timestamp now)
{
    const auto begin = periodFromText(value.text, now);
    const auto end = value.relation == Relation::Between ? periodFromText(value.upper, now) : begin;
    if (!begin || !end)
        return std::nullopt;
    switch (value.relation) {
    case Relation::Less:
        return TimeRange{Timestamp::minusInfinity(), begin->from};
    case Relation::LessOrEqual:
        return TimeRange{Timestamp::minusInfinity(), begin->until};
    case Relation::Greater:
        return TimeRange{begin->until, Timestamp::infinity()};
    case Relation::GreaterOrEqual:
        return TimeRange{begin->from, Timestamp::infinity()};
    case Relation::Equal:
        return TimeRange{begin->from, begin->ago ? Timestamp::infinity() : begin->until};
    case Relation::Between:
        return TimeRange{begin->from, end->until};
    default:
        return std::nullopt;
    }
}

} // namespace

std::optional<TimeRange> creation(const TaskFilter &filter, Timestamp now)
{
    TimeRange range{Timestamp::minusInfinity(), Timestamp::infinity()};
    bool isRestricted = false;
    for (const Condition &part : parts(filter)) {
        if (part.kind != Condition::Kind::Term || part.field != Condition::Field::Created)
            continue;
        const auto one = part.values.size() == 1 ? rangeOf(part.values.first(), now) : std::nullopt;
        if (!one)
            return std::nullopt;
        range = {std::max(range.from, one->from), std::min(range.until, one->until)};
        isRestricted = true;
    }
    return isRestricted && range.from < range.until ? std::optional(range) : std::nullopt;
}

TaskFilter createdWithin(const TaskFilter &filter, const TimeRange &range, const QTimeZone &zone)
{
    for (const Unit &unit : units()) {
        if (const auto value = inUnits(range, unit, zone))
            return with(createdEver(filter), Condition::term(Condition::Field::Created, {*value}));
    }
    // As in the hour that the clocks show twice.
    const auto exact = [](Timestamp time) { return time.toIso8601(); };
    return with(createdEver(filter),
                Condition::term(Condition::Field::Created,
                                {{Relation::Between, exact(range.from),
                                  exact(Timestamp(range.until.microseconds() - 1))}}));
}

TaskFilter createdBetween(const TaskFilter &filter, const QString &from, const QString &until)
{
    if (from.isEmpty() && until.isEmpty())
        return createdEver(filter);
    const Condition::Value value = from.isEmpty() ? Condition::Value{Relation::LessOrEqual, until}
        : until.isEmpty()                         ? Condition::Value{Relation::GreaterOrEqual, from}
                                                  : Condition::Value{Relation::Between, from, until};
    return with(createdEver(filter), Condition::term(Condition::Field::Created, {value}));
}

std::optional<std::pair<QString, QString>> creationTexts(const TaskFilter &filter)
{
    std::optional<Condition::Value> value;
    for (const Condition &part : parts(filter)) {
        if (part.kind != Condition::Kind::Term || part.field != Condition::Field::Created)
            continue;
        if (value || part.values.size() != 1)
            return std::nullopt;
        value = part.values.first();
    }
    if (!value)
        return std::nullopt;
    switch (value->relation) {
    case Relation::GreaterOrEqual:
        return std::pair(value->text, QString());
    case Relation::LessOrEqual:
        return std::pair(QString(), value->text);
    case Relation::Equal: {
        const auto period = periodFromText(value->text, Timestamp(0));
        return std::pair(value->text, period && period->ago ? QString() : value->text);
    }
    case Relation::Between:
        return std::pair(value->text, value->upper);
    default:
        return std::nullopt;
    }
}

TaskFilter createdEver(const TaskFilter &filter)
{
    return createdIn(filter, {});
}

} // namespace watchbill::filter
