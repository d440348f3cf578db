// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "filter/filterchanges.h"

#include <algorithm>
#include <optional>

namespace watchbill::filter {

bool asksOnlyFor(const ValueSet &set, const FieldValue &value)
{
    return !set.excluded && set.contains(value) && set.values.size() + (set.hasNull ? 1 : 0) == 1;
}

bool asksFor(const ValueSet &set, const FieldValue &value, Finding finding)
{
    const auto isFoundBy = [&](const QString &text) {
        return !text.isEmpty() && value->startsWith(text, Qt::CaseInsensitive);
    };
    const bool isIn = set.contains(value)
        || (finding == Finding::Beginning && value
            && std::any_of(set.values.begin(), set.values.end(), isFoundBy));
    return isIn != set.excluded;
}

TaskFilter all(TaskFilter filter, FilterSet set)
{
    filter.*set = {};
    return filter;
}

TaskFilter only(TaskFilter filter, FilterSet set, const FieldValue &value)
{
    filter.*set = value ? ValueSet{{*value}, false} : ValueSet{{}, false, true};
    return filter;
}

TaskFilter excluding(TaskFilter filter, FilterSet set, const FieldValue &value)
{
    ValueSet &values = filter.*set;
    if (!values.excluded)
        values = {{}, true};
    if (value)
        values.values += *value;
    else
        values.hasNull = true;
    return filter;
}

namespace {

using Kind = Condition::Kind;
using Relation = Condition::Value::Relation;

// The set that a condition is as good as; nothing if it is more than that.
std::optional<ValueSet> setOf(const Condition &condition, Condition::Field field)
{
    const bool isExcluded = condition.kind == Kind::Not;
    const Condition &term = isExcluded ? condition.parts.first() : condition;
    if (term.kind != Kind::Term || term.field != field)
        return std::nullopt;
    ValueSet set;
    set.excluded = isExcluded;
    for (const Condition::Value &value : term.values) {
        if (value.relation == Relation::Null)
            set.hasNull = true;
        else if (value.relation != Relation::Equal)
            return std::nullopt;
        else if (!set.values.contains(value.text))
            set.values += value.text;
    }
    return set;
}

Condition conditionOf(const ValueSet &set, Condition::Field field)
{
    QVector<Condition::Value> values;
    for (const QString &value : set.values)
        values += {Relation::Equal, value};
    if (set.hasNull)
        values += {Relation::Null, {}};
    const Condition term = Condition::term(field, values);
    return set.excluded ? negated(term) : term;
}

QVector<Condition> partsOf(const Condition &condition)
{
    return condition.kind == Kind::All ? condition.parts : QVector<Condition>{condition};
}

} // namespace

TaskFilter with(TaskFilter filter, const Condition &condition)
{
    QVector<Condition> parts = partsOf(filter.condition);
    if (!parts.contains(condition))
        filter.condition = joined(Kind::All, parts + QVector<Condition>{condition});
    return filter;
}

namespace {

bool isAboutCreation(const Condition &part)
{
    return part.kind == Kind::Term && part.field == Condition::Field::Created;
}

} // namespace

TaskFilter createdIn(const TaskFilter &filter, const QString &time)
{
    QVector<Condition> others = partsOf(filter.condition);
    others.erase(std::remove_if(others.begin(), others.end(), isAboutCreation), others.end());
    TaskFilter changed = filter;
    changed.condition = joined(Kind::All, others);
    return time.isEmpty()
        ? changed
        : with(changed, Condition::term(Condition::Field::Created, {{Relation::Equal, time}}));
}

std::optional<QString> createdIn(const TaskFilter &filter)
{
    std::optional<QString> time;
    for (const Condition &part : partsOf(filter.condition)) {
        if (!isAboutCreation(part))
            continue;
        if (time || part.values.size() != 1 || part.values.first().relation != Relation::Equal)
            return std::nullopt;
        time = part.values.first().text;
    }
    return time ? time : std::optional(QString());
}

QVector<Condition> parts(const TaskFilter &filter)
{
    QVector<Condition> parts;
    for (const Facet &facet : facets) {
        if (!(filter.*facet.set).isEmpty())
            parts += conditionOf(filter.*facet.set, facet.term);
    }
    return parts + partsOf(filter.condition);
}

TaskFilter fromCondition(const Condition &condition)
{
    TaskFilter filter;
    QVector<Condition> rest;
    for (const Condition &part : partsOf(condition)) {
        bool isSet = false;
        for (const Facet &facet : facets) {
            const auto set = setOf(part, facet.term);
            if (!set || !(filter.*facet.set).isEmpty())
                continue;
            filter.*facet.set = *set;
            isSet = true;
        }
        if (!isSet)
            rest += part;
    }
    filter.condition = joined(Kind::All, rest);
    return filter;
}

TaskFilter both(const TaskFilter &one, const TaskFilter &other)
{
    return fromCondition(joined(Kind::All, parts(one) + parts(other)));
}

Condition joined(Kind kind, const QVector<Condition> &parts)
{
    QVector<Condition> flat;
    for (const Condition &part : parts) {
        if (part.kind == kind)
            flat += part.parts;
        else
            flat += part;
    }
    return flat.size() == 1 ? flat.first() : Condition{kind, flat};
}

Condition negated(const Condition &condition)
{
    return condition.kind == Kind::Not ? condition.parts.first() : Condition{Kind::Not, {condition}};
}

bool looksForText(const Condition &condition)
{
    return condition.kind == Kind::Term
        ? condition.field == Condition::Field::Text
        : std::any_of(condition.parts.begin(), condition.parts.end(), looksForText);
}

Condition containing(const QString &text)
{
    return Condition::term(Condition::Field::Text, {{Relation::Containing, text}});
}

} // namespace watchbill::filter
