// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "overview/valuelist.h"

#include "filter/filterchanges.h"
#include "format/format.h"
#include "live/querystate.h"

namespace watchbill {

namespace {

// What a line filters by; nothing for the one that shows all.
std::optional<FieldValue> valueOf(const QTreeWidgetItem *line)
{
    return SideList::dataOf(line).value<std::optional<FieldValue>>();
}

} // namespace

ValueList::ValueList(QueryState &query, FilterSet set, const QString &name, const QString &title)
    : SideList(name, title)
    , m_query(query)
    , m_set(set)
{
    connect(this, &QTreeWidget::itemSelectionChanged, this, &ValueList::choose);
}

void ValueList::choose()
{
    const QList<QTreeWidgetItem *> chosen = selectedItems();
    if (chosen.isEmpty())
        return;
    const TaskFilter &filter = m_query.asked().filter;
    const auto value = valueOf(chosen.first());
    m_query.askFilter(value ? filter::only(filter, m_set, *value) : filter::all(filter, m_set));
}

void ValueList::setValues(const Line &all, const QVector<Value> &values, filter::Finding finding)
{
    QVector<Line> lines{all};
    for (const Value &one : values)
        lines += Line{one.icon,
                      one.name,
                      one.action.isEmpty() ? format::value(one.value)
                                           : format::value(one.value) + u'\n' + one.action,
                      one.count,
                      one.countToolTip,
                      one.countColor,
                      format::isDimmed(one.value),
                      QVariant::fromValue(std::optional<FieldValue>(one.value))};
    setLines(lines);
    mark(markedLine());
    markPartly(partlyMarkedLines(finding));
}

int ValueList::markedLine() const
{
    const ValueSet &set = m_query.asked().filter.*m_set;
    if (set.isEmpty())
        return 0;
    for (int line = 1; line < topLevelItemCount(); ++line) {
        const auto value = valueOf(topLevelItem(line));
        if (value && filter::asksOnlyFor(set, *value))
            return line;
    }
    return -1;
}

// One of several values that are asked for, or one that is not excluded, or what begins as it was typed.
QVector<int> ValueList::partlyMarkedLines(filter::Finding finding) const
{
    const ValueSet &set = m_query.asked().filter.*m_set;
    QVector<int> lines;
    for (int line = 1; line < topLevelItemCount() && !set.isEmpty(); ++line) {
        const auto value = valueOf(topLevelItem(line));
        if (value && filter::asksFor(set, *value, finding) && !filter::asksOnlyFor(set, *value))
            lines += line;
    }
    return lines;
}

} // namespace watchbill
