// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "overview/valuesection.h"

#include "format/format.h"
#include "live/taskmonitor.h"
#include "overview/valuelist.h"
#include "service/boundedcounting.h"
#include "theme/icon.h"

#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

constexpr int mostStaying = 20; // lines of values that are no longer among those to show

QString howCounted(const std::optional<Count> &count)
{
    if (!count)
        return ValueSection::tr("Not counted: more than %1 tasks match, or it would take too long.")
            .arg(format::number(largestBoundedCount));
    switch (count->precision) {
    case Count::Precision::Estimate:
        return ValueSection::tr("Estimated from the server's statistics.");
    case Count::Precision::AtLeast:
        return ValueSection::tr("At least this many match (counting stopped early).");
    case Count::Precision::Exact:
        break;
    }
    return ValueSection::tr("Counted among the tasks that match the rest of the query.");
}

} // namespace

ValueSection::ValueSection(TaskMonitor &monitor, const ValueCountsReading &counts, const Content &content)
    : m_monitor(monitor)
    , m_counts(counts)
    , m_content(content)
    , m_list(new ValueList(monitor.queryState(), content.set, content.listName, content.listTitle))
    , m_note(SideList::note(content.listName + "Note"_L1))
{
    QLabel *heading = SideList::heading(content.title);
    heading->setToolTip(
        tr("Exact where at most %1 tasks match the rest of the query and are found within a second. For all tasks of a larger table, ≈ is an estimate from the server's statistics. Otherwise not counted.")
            .arg(format::number(largestBoundedCount)));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(6);
    layout->addWidget(heading);
    layout->addWidget(m_list);
    layout->addWidget(m_note);
    connect(&monitor.queryState(), &QueryState::changed, this, &ValueSection::showValues);
    connect(&counts, &AnyReading::changed, this, &ValueSection::showValues);
    connect(m_list, &SideList::left, this, &ValueSection::showValues);
    showValues();
}

filter::Finding ValueSection::finding() const
{
    const auto &source = m_monitor.source();
    const bool isUuid = source && source->columns.value(TaskField::UserId).family == TaskColumn::Family::Uuid;
    return m_content.set == &TaskFilter::users && isUuid ? filter::Finding::Beginning
                                                         : filter::Finding::Whole;
}

// The values of the table: a line for another that the query asks for would come and go with it, and move others. A
// beginning that finds some of them has a line.
QVector<FieldValue> ValueSection::shownValues() const
{
    QVector<FieldValue> values = m_content.values();
    if (finding() == filter::Finding::Whole)
        return values;
    QVector<FieldValue> beginnings;
    for (const QString &text : m_monitor.queryState().asked().filter.users.values) {
        const auto isFound = [&](const FieldValue &value) {
            return filter::asksFor({{text}, false}, value, filter::Finding::Beginning);
        };
        if (!values.contains(text) && std::any_of(values.begin(), values.end(), isFound))
            beginnings += text;
    }
    return values + beginnings;
}

// A line that is about to be clicked stays where it is: new ones come last, and none goes.
void ValueSection::arrange(const QVector<FieldValue> &values)
{
    QVector<FieldValue> order = m_list->isInUse() ? m_order : values;
    for (const FieldValue &value : values) {
        if (!order.contains(value))
            order += value;
    }
    m_order = order.size() - values.size() > mostStaying ? values : order;
}

void ValueSection::showValues()
{
    const auto counts = m_counts.present();
    const auto text = [](const std::optional<Count> &count) {
        return count ? format::count(*count) : QString();
    };
    const auto all = counts ? counts->total : std::nullopt;
    const SideList::Line allLine{theme::icon(m_content.icon), tr("All"), m_content.actionOfAll, text(all),
                                 howCounted(all)};
    const QVector<FieldValue> known = m_content.values();
    arrange(shownValues());
    const QVector<FieldValue> &values = m_order;
    QVector<ValueList::Value> lines;
    const QVector<FieldValue> shortened = format::shortIds(values);
    for (qsizetype i = 0; i < values.size(); ++i) {
        const FieldValue &value = values[i];
        // Of the beginning of a value nothing is counted.
        auto count = counts ? counts->of(value) : std::nullopt;
        if (count == Count() && !known.contains(value))
            count.reset();
        lines += ValueList::Value{value,
                                  theme::secondaryIcon(m_content.icon),
                                  format::value(shortened[i]),
                                  text(count),
                                  howCounted(count),
                                  {},
                                  m_content.action};
    }
    m_list->setValues(allLine, lines, finding());
    const QString note = m_content.note();
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
}

} // namespace watchbill
