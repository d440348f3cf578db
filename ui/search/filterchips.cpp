// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "search/filterchips.h"

#include "filter/filterchanges.h"
#include "format/format.h"
#include "live/querystate.h"
#include "theme/icon.h"

#include <QHBoxLayout>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

constexpr int longestValue = 40;

QString shortened(const FieldValue &value)
{
    return format::shortened(format::value(format::shortId(value)), longestValue);
}

} // namespace

FilterChips::FilterChips(QueryState &query, QWidget *parent)
    : QWidget(parent)
    , m_query(query)
    , m_layout(new QHBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(6);
    connect(&query, &QueryState::changed, this, &FilterChips::showFilter);
    showFilter();
}

void FilterChips::showFilter()
{
    const TaskFilter &filter = m_query.asked().filter;
    while (QLayoutItem *item = m_layout->takeAt(0)) {
        if (item->widget())
            item->widget()->deleteLater(); // it may be the sender
        delete item;
    }
    addSet(tr("Status"), &TaskFilter::statuses);
    addSet(tr("Type"), &TaskFilter::types);
    addSet(tr("User"), &TaskFilter::users);
    if (!filter.text.isEmpty())
        add(tr("Text: “%1”").arg(shortened(filter.text)), filter::withText(filter, {}));
    if (m_layout->count() > 1)
        add(tr("Clear all"), {});
    m_layout->addStretch();
    setVisible(!filter.isEmpty());
}

void FilterChips::addSet(const QString &name, FilterSet set)
{
    const TaskFilter &filter = m_query.asked().filter;
    QVector<FieldValue> values((filter.*set).values.begin(), (filter.*set).values.end());
    if ((filter.*set).hasNull)
        values += std::nullopt;
    for (const FieldValue &value : values) {
        add((filter.*set).excluded ? tr("%1: not %2").arg(name, shortened(value))
                                   : tr("%1: %2").arg(name, shortened(value)),
            filter::without(filter, set, value));
    }
}

void FilterChips::add(const QString &text, const TaskFilter &without)
{
    auto *chip = new QToolButton;
    chip->setText(QString(text).replace(u'&', "&&"_L1));
    chip->setIcon(theme::icon(u"close"_s));
    chip->setIconSize(QSize(12, 12));
    chip->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    chip->setToolTip(tr("Remove this filter"));
    connect(chip, &QToolButton::clicked, this, [this, without] { m_query.askFilter(without); });
    m_layout->addWidget(chip);
}

} // namespace watchbill
