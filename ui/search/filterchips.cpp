// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "search/filterchips.h"

#include "filter/filterchanges.h"
#include "filter/querytext.h"
#include "format/format.h"
#include "live/querystate.h"
#include "search/flowlayout.h"
#include "theme/icon.h"
#include "theme/theme.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

constexpr int longestChip = 60;
constexpr qsizetype mostChips = 12; // the query itself has all

} // namespace

FilterChips::FilterChips(QueryState &query, QWidget *parent)
    : QWidget(parent)
    , m_query(query)
    , m_layout(new FlowLayout(this))
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
    const QVector<Condition> parts = filter::parts(filter);
    for (qsizetype i = 0; i < std::min(parts.size(), mostChips); ++i) {
        QVector<Condition> others = parts;
        others.removeAt(i);
        add(query::print(parts[i]), filter::fromCondition(filter::joined(Condition::Kind::All, others)));
    }
    if (parts.size() > mostChips)
        m_layout->addWidget(new QLabel(tr("and %Ln more", nullptr, int(parts.size() - mostChips))));
    if (m_layout->count() > 1)
        addClearing();
    setVisible(!filter.isEmpty());
}

void FilterChips::add(const QString &text, const TaskFilter &without)
{
    auto *chip = new QFrame;
    chip->setFrameStyle(int(QFrame::Box) | int(QFrame::Plain)); // a styled one is not seen in dark colours
    QPalette palette = chip->palette();
    palette.setColor(QPalette::WindowText, theme::separator());
    chip->setPalette(palette);
    auto *layout = new QHBoxLayout(chip);
    layout->setContentsMargins(2, 0, 0, 0);
    layout->setSpacing(0);
    auto *edit = new QToolButton;
    edit->setAutoRaise(true);
    edit->setText(format::shortened(format::word(text), longestChip).replace(u'&', "&&"_L1));
    edit->setToolTip(format::toolTip(tr("%1\nClick to edit").arg(text)));
    connect(edit, &QToolButton::clicked, this, [this, text] { Q_EMIT editRequested(text); });
    auto *remove = new QToolButton;
    remove->setAutoRaise(true);
    remove->setIcon(theme::icon(u"close"_s));
    remove->setIconSize(QSize(12, 12));
    remove->setToolTip(tr("Remove this filter"));
    remove->setAccessibleName(tr("Remove the filter %1").arg(text));
    connect(remove, &QToolButton::clicked, this, [this, without] { m_query.askFilter(without); });
    layout->addWidget(edit);
    layout->addWidget(remove);
    m_layout->addWidget(chip);
}

void FilterChips::addClearing()
{
    auto *clear = new QToolButton;
    clear->setAutoRaise(true);
    clear->setText(tr("Clear all"));
    clear->setIcon(theme::icon(u"filter-clear"_s));
    clear->setIconSize(QSize(12, 12));
    clear->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    connect(clear, &QToolButton::clicked, this, [this] { m_query.askFilter({}); });
    m_layout->addWidget(clear);
}

} // namespace watchbill
