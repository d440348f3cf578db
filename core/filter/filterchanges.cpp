// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "filter/filterchanges.h"

namespace watchbill::filter {

QString onlyValue(const ValueSet &set)
{
    return !set.excluded && !set.hasNull && set.values.size() == 1 ? set.values.first() : QString();
}

bool asksOnlyFor(const ValueSet &set, const FieldValue &value)
{
    return !set.excluded && set.contains(value) && set.values.size() + (set.hasNull ? 1 : 0) == 1;
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

TaskFilter without(TaskFilter filter, FilterSet set, const FieldValue &value)
{
    ValueSet &values = filter.*set;
    if (value)
        values.values.removeAll(*value);
    else
        values.hasNull = false;
    if (values.isEmpty())
        values = {};
    return filter;
}

TaskFilter entered(TaskFilter filter, FilterSet set, const QString &value)
{
    if (!value.isEmpty())
        return only(filter, set, value);
    const bool isSeen = !onlyValue(filter.*set).isEmpty();
    return isSeen ? all(filter, set) : filter;
}

TaskFilter withText(TaskFilter filter, const QString &text)
{
    filter.text = text;
    return filter;
}

} // namespace watchbill::filter
