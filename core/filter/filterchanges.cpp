// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "filter/filterchanges.h"

namespace watchbill::filter {

QString onlyValue(const ValueSet &set)
{
    return !set.excluded && set.values.size() == 1 ? set.values.first() : QString();
}

TaskFilter all(TaskFilter filter, FilterSet set)
{
    filter.*set = {};
    return filter;
}

TaskFilter only(TaskFilter filter, FilterSet set, const QString &value)
{
    filter.*set = value.isEmpty() ? ValueSet() : ValueSet{{value}, false};
    return filter;
}

TaskFilter excluding(TaskFilter filter, FilterSet set, const QString &value)
{
    ValueSet &values = filter.*set;
    if (!values.excluded)
        values = {{}, true};
    values.values += value;
    return filter;
}

TaskFilter without(TaskFilter filter, FilterSet set, const QString &value)
{
    ValueSet &values = filter.*set;
    values.values.removeAll(value);
    if (values.isEmpty())
        values = {};
    return filter;
}

TaskFilter entered(TaskFilter filter, FilterSet set, const QString &value)
{
    const bool isUnseen = onlyValue(filter.*set).isEmpty();
    return value.isEmpty() && isUnseen ? filter : only(filter, set, value);
}

TaskFilter withText(TaskFilter filter, const QString &text)
{
    filter.text = text;
    return filter;
}

} // namespace watchbill::filter
