// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pane/taskactions.h"

#include "dialogs/deletedialog.h"
#include "dialogs/explaindialog.h"
#include "dialogs/exportdialog.h"
#include "format/format.h"
#include "live/taskmonitor.h"
#include "service/taskservice.h"
#include "source/sourcesentences.h"
#include "table/taskselection.h"
#include "table/tasktableview.h"
#include "task/sentences.h"
#include "task/taskerror.h"
#include "theme/icon.h"
#include "write/deletioninquiry.h"

#include <QAction>
#include <QKeyEvent>
#include <QMessageBox>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

// What is known of those that did not go, and no more.
QString explanation(const DeletionReport &report, const TaskSource &source)
{
    const bool rowSecurityActive = source.viewpoint.rowSecurityActive;
    QStringList lines;
    if (!report.ambiguous.isEmpty())
        lines += TaskActions::tr("%Ln task(s) were kept, because other tasks have the same id. %1", nullptr,
                                 int(report.ambiguous.size()))
                     .arg(sourcesentences::doubtOfId(source));
    if (!report.changed.isEmpty())
        lines += TaskActions::tr("%Ln task(s) changed since they were shown.", nullptr,
                                 int(report.changed.size()));
    if (!report.diverted.isEmpty())
        lines += TaskActions::tr(
            "%Ln task(s) were not removed: a trigger or rule of the table changed or replaced them, "
            "and they may still be listed.",
            nullptr, int(report.diverted.size()));
    if (!report.refused.isEmpty())
        lines += rowSecurityActive
            ? TaskActions::tr("This role can see but not delete %Ln task(s).", nullptr,
                              int(report.refused.size()))
            : TaskActions::tr("%Ln task(s) are still there: a trigger or rule of the table keeps "
                              "them.",
                              nullptr, int(report.refused.size()));
    if (!report.gone.isEmpty())
        lines += rowSecurityActive
            ? TaskActions::tr("%Ln task(s) were already gone, or row security now hides them from "
                              "this role.",
                              nullptr, int(report.gone.size()))
            : TaskActions::tr("%Ln task(s) were already gone.", nullptr, int(report.gone.size()));
    return lines.join(u'\n');
}

} // namespace

TaskActions::TaskActions(TaskMonitor &monitor, TaskTableView *view, QWidget *window)
    : QObject(window)
    , m_monitor(monitor)
    , m_view(view)
    , m_window(window)
    , m_explain(add(u"search"_s, tr("E&xplain Query…"), {}, &TaskActions::explainQuery))
    , m_export(add(u"export"_s, tr("&Export…"), Qt::CTRL | Qt::Key_E, &TaskActions::openExport))
    , m_remove(add(u"delete"_s, tr("&Delete…"), QKeySequence::Delete, &TaskActions::confirmRemoval))
{
    m_remove->setObjectName(u"deleteAction"_s);
    m_explain->setObjectName(u"explainAction"_s);
    // The key means something else while somebody types into a field.
    m_remove->setShortcutContext(Qt::WidgetShortcut);
    view->addAction(m_remove);
    view->installEventFilter(this);
    connect(view, &TaskTableView::selectionEdited, this, &TaskActions::update);
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
    const bool hasSelection = !m_view->selection().isEmpty();
    const QString why = obstacle();
    m_export->setEnabled(m_monitor.state() == TaskMonitor::State::Live);
    m_explain->setEnabled(m_monitor.state() == TaskMonitor::State::Live);
    m_remove->setEnabled(hasSelection && why.isEmpty());
    m_remove->setToolTip(!why.isEmpty()     ? format::plainToolTip(why)
                             : hasSelection ? tr("Delete the selected tasks (Del)")
                                            : tr("Select the tasks to delete"));
    if (m_dialog)
        m_dialog->setObstacle(
            !why.isEmpty() || m_dialog->saysWhatHappens(*m_monitor.source())
                ? why
                : tr("The table has changed meanwhile. Close this, and look at the tasks again."));
}

QString TaskActions::obstacle() const
{
    if (m_monitor.state() != TaskMonitor::State::Live)
        return m_monitor.state() == TaskMonitor::State::Refused && m_monitor.service().reached()
            ? m_monitor.error().value_or(TaskError()).message
            : tr("Not connected.");
    if (m_monitor.isSilent())
        return tr("The server does not answer.");
    const QString why = sourcesentences::obstacleToDeleting(*m_monitor.source());
    return why.isEmpty() && m_view->taskSelection()->isEverything()
        ? tr("Deleting all that match is not possible here. Select the tasks to delete.")
        : why;
}

// The key of an action that is disabled would do nothing, and leave one wondering.
bool TaskActions::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress && !m_remove->isEnabled()) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->matches(QKeySequence::Delete))
            Q_EMIT reported(obstacle().isEmpty() ? m_remove->toolTip() : obstacle());
    }
    return QObject::eventFilter(watched, event);
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
    connect(dialog, &ExportDialog::exported, this, &TaskActions::reported);
    dialog->open();
}

void TaskActions::confirmRemoval()
{
    const Selection selection = m_view->selection();
    if (selection.tasks.isEmpty() || !m_monitor.source())
        return;
    m_dialog = new DeleteDialog(selection, m_monitor.service().profile(), *m_monitor.source(), m_window);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_dialog, &QDialog::accepted, this, [this, tasks = selection.tasks] { removeTasks(tasks); });
    m_dialog->open();
}

void TaskActions::removeTasks(const QVector<Task> &tasks)
{
    Q_EMIT began(tr("Deleting %Ln task(s)…", nullptr, int(tasks.size())));
    onFinished(m_monitor.service().deleteTasks(tasks), this,
               [this, tasks](const Result<DeletionReport> &report) { removed(tasks, report); });
}

void TaskActions::removed(const QVector<Task> &tasks, const Result<DeletionReport> &report)
{
    m_monitor.refresh();
    if (!report && mayHaveBeenDone(report.error())) {
        lookUp(tasks);
        return;
    }
    if (!report) {
        tell(u"deletionFailed"_s, joinSentences({tr("Nothing was deleted."), report.error().message}), {},
             format::excerpt(serverReport(report.error())).text);
        return;
    }
    m_view->takeAway(report->deleted + report->gone);
    const QString deleted = report->deleted.isEmpty()
        ? tr("Nothing was deleted.")
        : tr("Deleted %Ln task(s).", nullptr, int(report->deleted.size()));
    const TaskSource source = m_monitor.source().value_or(TaskSource());
    if (const QString kept = explanation(*report, source); !kept.isEmpty())
        tell(u"deletionReport"_s, deleted, kept);
    else
        Q_EMIT reported(deleted);
}

// Nothing is said of what became of them before that is known.
void TaskActions::lookUp(const QVector<Task> &tasks)
{
    Q_EMIT reported(
        tr("The connection was lost during the deletion. Watchbill checks the result once it is back."));
    auto *inquiry = new DeletionInquiry(m_monitor.service(), tasks, m_monitor.service().longestWrite(), this);
    connect(inquiry, &DeletionInquiry::answered, this, [this, inquiry](const DeletionReport &report) {
        inquiry->deleteLater();
        m_view->takeAway(report.gone);
        const int gone = int(report.gone.size());
        const int left = int(report.refused.size() + report.changed.size() + report.ambiguous.size());
        const bool mayBeHidden = m_monitor.source() && m_monitor.source()->viewpoint.rowSecurityActive;
        const QString outcome = left == 0 && mayBeHidden
            ? tr("Checked: this role can no longer see any of them.")
            : left == 0 ? tr("Checked: all of them are gone.")
            : gone == 0 ? tr("Checked: nothing was deleted.")
                        : joinSentences({tr("Checked: %Ln task(s) are gone.", nullptr, gone),
                                         tr("%Ln task(s) are still there.", nullptr, left)});
        tell(u"deletionLookedUp"_s, tr("The connection was lost during the deletion."), outcome);
        m_monitor.refresh();
    });
}

void TaskActions::tell(const QString &name, const QString &text, const QString &more, const QString &details)
{
    Q_EMIT reported(joinSentences({text, more}));
    auto *box = new QMessageBox(more.isEmpty() ? QMessageBox::Warning : QMessageBox::Information,
                                tr("Delete tasks"), text, QMessageBox::Ok, m_window);
    box->setObjectName(name);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(more);
    box->setDetailedText(details);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

} // namespace watchbill
