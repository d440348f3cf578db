// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "overview/viewsection.h"

#include "format/format.h"
#include "live/taskmonitor.h"
#include "overview/sidelist.h"
#include "overview/viewactions.h"
#include "theme/icon.h"
#include "theme/theme.h"
#include "views/savedviews.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

QString howViewIsCounted(const std::optional<Count> &count)
{
    if (!count)
        return ViewSection::tr("Not counted yet, or it would take the server too long.");
    switch (count->precision) {
    case Count::Precision::Exact:
        return ViewSection::tr("Counted in the last few minutes.");
    case Count::Precision::Estimate:
        return ViewSection::tr("Estimated by the server.");
    case Count::Precision::AtLeast:
        break;
    }
    return ViewSection::tr("At least this many (counting stopped early).");
}

const QString stuckQuery = u"is:stuck"_s; // what it finds has to be looked at

} // namespace

ViewSection::ViewSection(TaskMonitor &monitor, ViewActions &actions)
    : m_monitor(monitor)
    , m_actions(actions)
    , m_list(new SideList(u"views"_s, tr("Views")))
    , m_note(SideList::note(u"viewsNote"_s))
{
    auto *save = new QToolButton;
    save->setDefaultAction(actions.save());
    save->setAutoRaise(true);
    auto *top = new QHBoxLayout;
    top->setContentsMargins({});
    top->addWidget(SideList::heading(tr("Views")), 1);
    top->addWidget(save);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(6);
    layout->addLayout(top);
    layout->addWidget(m_list);
    layout->addWidget(m_note);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_list, &QWidget::customContextMenuRequested, this, &ViewSection::openMenu);
    connect(m_list, &QTreeWidget::itemSelectionChanged, this, &ViewSection::choose);
    connect(&actions.views(), &SavedViews::changed, this, &ViewSection::takeViews);
    connect(&monitor, &TaskMonitor::stateChanged, this, &ViewSection::takeViews);
    connect(&monitor.queryState(), &QueryState::changed, this, &ViewSection::showViews);
    connect(&monitor.viewCounts(), &AnyReading::changed, this, &ViewSection::showViews);
    takeViews();
}

void ViewSection::takeViews()
{
    m_views = m_actions.offered();
    QVector<ViewCountsReading::Question> questions;
    for (const SavedView &view : qAsConst(m_views)) {
        if (const auto query = view.taskQuery())
            questions += {query->filter, view.timeZone()};
    }
    m_monitor.viewCounts().setQuestions(questions);
    const QString problem = m_actions.views().problem();
    m_note->setText(problem);
    m_note->setVisible(!problem.isEmpty());
    showViews();
}

void ViewSection::showViews()
{
    QVector<SideList::Line> lines;
    int present = -1;
    for (const SavedView &view : qAsConst(m_views)) {
        const auto query = m_actions.queryOf(view);
        const auto count =
            query ? m_monitor.viewCounts().countOf({query->filter, view.timeZone()}) : std::nullopt;
        if (present < 0 && m_actions.isPresent(view))
            present = int(lines.size());
        lines += SideList::Line{theme::secondaryIcon(u"view"_s),
                                view.name,
                                view.name + u'\n' + view.query,
                                count ? format::count(*count) : QString(),
                                howViewIsCounted(count),
                                count && count->value > 0 && view.query == stuckQuery
                                    ? +[] { return theme::statusColor(TaskStatus::Kind::Pending); }
                                    : nullptr};
    }
    m_list->setLines(lines);
    m_list->mark(present);
}

void ViewSection::choose()
{
    const QList<QTreeWidgetItem *> chosen = m_list->selectedItems();
    if (chosen.isEmpty())
        return;
    const SavedView view = m_views.value(m_list->indexOfTopLevelItem(chosen.first()));
    m_actions.apply(view);
    showViews(); // it may not be what holds now
}

void ViewSection::openMenu(const QPoint &position)
{
    const QTreeWidgetItem *item = m_list->itemAt(position);
    const int line = item ? m_list->indexOfTopLevelItem(const_cast<QTreeWidgetItem *>(item)) : -1;
    auto *menu = new QMenu(this);
    menu->setObjectName(u"viewMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    m_actions.fillMenu(menu, line < 0 ? std::nullopt : std::optional(m_views[line]));
    menu->popup(m_list->viewport()->mapToGlobal(position));
}

} // namespace watchbill
