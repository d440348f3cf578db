// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pane/detailsactions.h"

#include "detail/detailpanel.h"
#include "pane/copyactions.h"
#include "pane/tablesplit.h"
#include "settings/preferences.h"
#include "table/tasktableview.h"

#include <QGuiApplication>

namespace watchbill {

DetailsActions::DetailsActions(TaskTableView *view, TableSplit *split, DetailPanel *details,
                               const CopyActions &copy, Preferences &preferences, QObject *parent)
    : QObject(parent)
    , m_split(split)
    , m_details(details)
    , m_copy(copy)
    , m_preferences(preferences)
    , m_enter(new QAction(tr("&Go into Details"), this))
    , m_leave(new QAction(tr("Back to the &Table"), this))
{
    m_enter->setShortcutContext(Qt::WidgetShortcut); // the table has the key itself
    showKeys();
    connect(&preferences.rowAction, &AnyPreference::changed, this, &DetailsActions::showKeys);
    connect(m_enter, &QAction::triggered, this, &DetailsActions::enterDetails);
    m_leave->setShortcut(Qt::Key_Escape);
    m_leave->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(m_leave, &QAction::triggered, view, [view] { view->setFocus(Qt::ShortcutFocusReason); });
    details->addAction(m_leave);
    connect(view, &TaskTableView::activatedTask, this, &DetailsActions::actOnRow);
    connect(split, &TableSplit::opened, view, [view] { view->scrollTo(view->currentIndex()); });
}

// A key that does something else is not shown beside it.
void DetailsActions::showKeys()
{
    const bool isForDetails = m_preferences.rowAction.value() == RowAction::ShowDetails;
    m_enter->setShortcuts(isForDetails ? QList<QKeySequence>{Qt::Key_Return, Qt::Key_Enter}
                                       : QList<QKeySequence>());
}

void DetailsActions::actOnRow()
{
    switch (m_preferences.rowAction.value()) {
    case RowAction::CopyId:
        return m_copy.id()->trigger();
    case RowAction::CopyForTicket:
        return m_copy.ticket()->trigger();
    case RowAction::ShowDetails:
        break;
    }
    if (QGuiApplication::mouseButtons() == Qt::NoButton)
        enterDetails();
    else
        m_split->open(); // a double click leaves the keys to the table
}

void DetailsActions::enterDetails()
{
    m_split->open();
    m_details->enter();
}

} // namespace watchbill
