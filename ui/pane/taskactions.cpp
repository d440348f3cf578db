// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pane/taskactions.h"

#include "dialogs/explaindialog.h"
#include "dialogs/exportdialog.h"
#include "live/taskmonitor.h"
#include "pane/worklines.h"
#include "table/taskselection.h"
#include "table/tasktableview.h"
#include "theme/icon.h"

#include <QAction>

using namespace Qt::StringLiterals;

namespace watchbill {

TaskActions::TaskActions(TaskMonitor &monitor, TaskTableView *view, WorkLines &work, QWidget *window)
    : QObject(window)
    , m_monitor(monitor)
    , m_view(view)
    , m_work(work)
    , m_window(window)
    , m_explain(add(u"search"_s, tr("E&xplain Query…"), {}, &TaskActions::explainQuery))
    , m_export(add(u"export"_s, tr("&Export…"), Qt::CTRL | Qt::Key_E, &TaskActions::openExport))
{
    m_explain->setObjectName(u"explainAction"_s);
    connect(&monitor, &TaskMonitor::stateChanged, this, &TaskActions::update);
    update();
}

QAction *TaskActions::add(const QString &icon, const QString &text, const QKeySequence &shortcut,
                          void (TaskActions::*slot)())
{
    auto *action = new QAction(theme::icon(icon), text, this);
    action->setShortcut(shortcut);
    connect(action, &QAction::triggered, this, slot);
    return action;
}

void TaskActions::update()
{
    m_export->setEnabled(m_monitor.state() == TaskMonitor::State::Live);
    m_explain->setEnabled(m_monitor.state() == TaskMonitor::State::Live);
}

void TaskActions::explainQuery()
{
    auto *dialog = new ExplainDialog(m_monitor.service(), m_monitor.query(), m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void TaskActions::openExport()
{
    const TaskQuery query = m_monitor.feed().shownQuery();
    auto *dialog = new ExportDialog(m_monitor.service(), query, m_view->selection(), m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ExportDialog::reported, this, &TaskActions::reported);
    connect(dialog, &ExportDialog::started, this, [this, dialog] { follow(dialog); });
    dialog->open();
}

// An export that takes longer than a second continues in the window, which can be used meanwhile.
void TaskActions::follow(ExportDialog *dialog)
{
    ++m_exports;
    const int id = m_work.begin({[dialog] { return dialog->progressText(); },
                                 [dialog] { return dialog->share(); }, [dialog] { dialog->cancel(); }});
    auto *once = new QObject(dialog); // until it ends, or goes with the dialog
    connect(&m_work, &WorkLines::shown, once, [id, dialog](int shown) {
        if (shown == id)
            dialog->hide();
    });
    connect(dialog, &ExportDialog::ended, once, [once] { delete once; });
    connect(once, &QObject::destroyed, this, [this, id] {
        m_work.end(id);
        --m_exports;
        Q_EMIT exportEnded();
    });
}

void TaskActions::dropExports()
{
    for (ExportDialog *dialog : m_window->findChildren<ExportDialog *>())
        delete dialog;
}

} // namespace watchbill
