// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pane/changeactions.h"

#include "filter/querytext.h"
#include "format/format.h"
#include "format/outcometext.h"
#include "format/runtext.h"
#include "live/openconnection.h"
#include "live/taskmonitor.h"
#include "pane/runline.h"
#include "service/onfinished.h"
#include "service/taskservice.h"
#include "settings/preferences.h"
#include "source/sourcesentences.h"
#include "table/tasktableview.h"
#include "task/sentences.h"
#include "theme/icon.h"
#include "theme/keytext.h"

#include <QAction>
#include <QKeyEvent>
#include <QMessageBox>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace watchbill {

namespace {

using Kind = RunAction::Kind;

constexpr auto patience = 500ms; // with another program that writes to the journal: the window must not hang
constexpr int mostTakenAway = 10'000; // rows that leave the list at once; a refresh tells of the others

// The statuses that there are here, and those that are usual.
QStringList statusesOf(TaskMonitor &monitor)
{
    QStringList statuses;
    const auto &source = monitor.source();
    if (source)
        statuses = source->columns.value(TaskField::Status).labels;
    if (const auto counts = monitor.countsBesideList(); statuses.isEmpty() && counts) {
        for (const auto &count : counts->statuses) {
            if (count.status)
                statuses += *count.status;
        }
    }
    if (source && source->columns.value(TaskField::Status).labels.isEmpty()) {
        for (const TaskStatus::Kind kind : {TaskStatus::Kind::Pending, TaskStatus::Kind::Processing,
                                            TaskStatus::Kind::Completed, TaskStatus::Kind::Failed})
            statuses += TaskStatus(kind).toText();
    }
    statuses.removeDuplicates();
    return statuses;
}

} // namespace

ChangeActions::ChangeActions(OpenConnection &connection, const Preferences &preferences, TaskTableView *view,
                             QWidget *window)
    : QObject(window)
    , m_monitor(connection.monitor())
    , m_preferences(preferences)
    , m_view(view)
    , m_window(window)
    , m_journal(Journal::defaultFile())
    , m_runs(connection.service(), m_journal, connection.title())
    , m_line(new RunLine(connection.service(), window))
    , m_remove(add(u"delete"_s, tr("&Delete…"), QKeySequence::Delete, &ChangeActions::askToRemove))
    , m_setStatus(add(u"edit"_s, tr("Set S&tatus…"), Qt::CTRL | Qt::Key_T, &ChangeActions::askForStatus))
    , m_runAgain(add(u"refresh"_s, tr("&Run Again…"), {}, &ChangeActions::askToRunAgain))
    , m_undo(add(u"undo"_s, tr("Und&o"), QKeySequence::Undo, &ChangeActions::undoLast))
{
    m_remove->setObjectName(u"deleteAction"_s);
    m_setStatus->setObjectName(u"setStatusAction"_s);
    m_runAgain->setObjectName(u"runAgainAction"_s);
    m_undo->setObjectName(u"undoAction"_s);
    // The keys mean something else while the user types into a field.
    for (QAction *action : {m_remove, m_undo}) {
        action->setShortcutContext(Qt::WidgetShortcut);
        view->addAction(action);
    }
    view->installEventFilter(this);
    connect(view, &TaskTableView::selectionEdited, this, &ChangeActions::update);
    connect(&m_monitor, &TaskMonitor::stateChanged, this, &ChangeActions::update);
    connect(m_line, &RunLine::undoRequested, this, &ChangeActions::undoLast);
    connect(m_line, &RunLine::detailsRequested, this, &ChangeActions::detailsRequested);
    // Looks up interrupted runs as soon as there is a server to ask.
    const auto settle = std::make_shared<QMetaObject::Connection>();
    *settle = connect(&m_monitor, &TaskMonitor::refreshed, this, [this, settle] {
        if (obstacle(Kind::SetStatus).isEmpty() || obstacle(Kind::Delete).isEmpty()) {
            disconnect(*settle);
            onFinished(m_runs.settleInterrupted(), this, [this](const Result<int> &settled) {
                if (settled && *settled > 0)
                    Q_EMIT reported(
                        tr("%Ln interrupted change(s) were checked. See the history for the outcome.",
                           nullptr, *settled));
            });
        }
    });
    update();
}

QAction *ChangeActions::add(const QString &icon, const QString &text, const QKeySequence &shortcut,
                            void (ChangeActions::*slot)())
{
    auto *action = new QAction(theme::icon(icon), text, this);
    action->setShortcut(shortcut);
    connect(action, &QAction::triggered, this, slot);
    return action;
}

bool ChangeActions::isBusy() const
{
    return m_control != nullptr;
}

void ChangeActions::stop()
{
    if (m_control)
        m_control->cancel();
}

void ChangeActions::update()
{
    const bool hasSelection = !m_view->selection().isEmpty();
    struct Entry
    {
        QAction *action;
        Kind kind;
        QString ready;
        QString nothing;
    };
    const Entry entries[] = {
        {m_remove, Kind::Delete, tr("Delete the selected tasks"), tr("Select the tasks to delete")},
        {m_setStatus, Kind::SetStatus, tr("Set the status of the selected tasks"),
         tr("Select the tasks whose status to set")},
        {m_runAgain, Kind::RunAgain, tr("Copy the selected tasks as new tasks"),
         tr("Select the tasks to run again")}};
    for (const Entry &entry : entries) {
        const QString why = obstacle(entry.kind);
        entry.action->setEnabled(hasSelection && why.isEmpty());
        entry.action->setToolTip(!why.isEmpty()     ? format::plainToolTip(why)
                                     : hasSelection ? theme::withKey(entry.ready, *entry.action)
                                                    : entry.nothing);
    }
    m_undo->setEnabled(m_last > 0 && !m_control);
    if (m_undoDialog)
        m_undoDialog->setObstacle(obstacleToUndo());
    if (!m_dialog)
        return;
    const QString why = obstacle(m_dialog->kind());
    m_dialog->setObstacle(!why.isEmpty() || m_dialog->saysWhatHappens(*m_monitor.source())
                              ? why
                              : tr("The table has changed. Close this dialog and review the tasks again."));
}

QString ChangeActions::obstacleToAny() const
{
    if (m_monitor.state() != TaskMonitor::State::Live)
        return m_monitor.state() == TaskMonitor::State::Refused && m_monitor.service().reached()
            ? m_monitor.error().value_or(TaskError()).message
            : tr("Not connected.");
    if (m_monitor.isSilent())
        return tr("The server does not answer.");
    if (m_control)
        return tr("Another change is under way.");
    return {};
}

QString ChangeActions::obstacleToUndo() const
{
    const QString why = obstacleToAny();
    return why.isEmpty() ? sourcesentences::obstacleToWriting(*m_monitor.source()) : why;
}

QString ChangeActions::obstacle(Kind kind) const
{
    if (const QString why = obstacleToAny(); !why.isEmpty())
        return why;
    const TaskSource &source = *m_monitor.source();
    switch (kind) {
    case Kind::Delete:
        return sourcesentences::obstacleToDeleting(source);
    case Kind::SetStatus:
        return sourcesentences::obstacleToSettingStatus(source);
    case Kind::RunAgain:
        break;
    }
    return m_monitor.service().profile().mayRunAgain
        ? sourcesentences::obstacleToCreating(source)
        : tr("This connection does not allow running tasks again, which creates new tasks for the "
             "application to process. Enable “Tasks may be run again” in File › Edit This Connection…");
}

// The key of a disabled action would do nothing without an explanation.
bool ChangeActions::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->matches(QKeySequence::Delete) && !m_remove->isEnabled()) {
            const QString why = obstacle(Kind::Delete);
            Q_EMIT reported(why.isEmpty() ? m_remove->toolTip() : why);
        }
        if (key->matches(QKeySequence::Undo) && !m_undo->isEnabled())
            Q_EMIT reported(m_control ? tr("Another change is under way.") : tr("There is nothing to undo."));
    }
    return QObject::eventFilter(watched, event);
}

// Everything that matches means everything that matches now: the tasks are read before the question.
void ChangeActions::ask(Kind kind)
{
    const Selection selection = m_view->selection();
    if (selection.isEmpty() || !m_monitor.source())
        return;
    if (!selection.isEverything()) {
        confirm(kind, selection, ConfirmedTasks::of(selection.tasks));
        return;
    }
    read(tr("Finding matching tasks"));
    onFinished(m_runs.collect(*selection.matching, m_control), this,
               [this, kind, selection](const Result<ConfirmedTasks> &tasks) {
                   endReading();
                   if (tasks && tasks->count() > 0)
                       confirm(kind, selection, *tasks);
                   else if (tasks)
                       Q_EMIT reported(tr("No tasks match any more."));
                   else if (tasks.error().kind != TaskError::Kind::Cancelled)
                       tell(u"changeFailed"_s, tr("Nothing was changed."), tasks.error().message,
                            format::excerpt(serverReport(tasks.error())).text);
               });
}

void ChangeActions::read(const QString &what)
{
    m_control = std::make_shared<RunControl>();
    m_line->read(what, m_control);
    update();
}

void ChangeActions::endReading()
{
    m_control.reset();
    m_line->stop();
    update();
    Q_EMIT ended();
}

void ChangeActions::confirm(Kind kind, const Selection &selection, const ConfirmedTasks &tasks)
{
    if (kind == Kind::Delete)
        confirmDeletion(selection, tasks);
    else if (kind == Kind::RunAgain && selection.tasks.size() == 1)
        confirmCopy(selection, tasks);
    else
        show({kind, selection, tasks});
}

// One task is copied to be tried again, perhaps with other metadata, which the list does not have.
void ChangeActions::confirmCopy(const Selection &selection, const ConfirmedTasks &tasks)
{
    onFinished(m_monitor.service().getTask(selection.tasks.first().key()), this,
               [this, selection, tasks](const Result<Task> &task) {
                   ChangeDialog::Question question{Kind::RunAgain, selection, tasks};
                   if (task)
                       question.metadata = task->metadata;
                   if (!m_control && !m_dialog)
                       show(question);
               });
}

// Counts what is deleted with the tasks before the question.
void ChangeActions::confirmDeletion(const Selection &selection, const ConfirmedTasks &tasks)
{
    if (!m_monitor.source() || !m_monitor.source()->hasDependents) {
        show({Kind::Delete, selection, tasks});
        return;
    }
    read(tr("Checking references"));
    onFinished(m_runs.dependents(tasks), this,
               [this, selection, tasks](const Result<QVector<DependentRows>> &dependents) {
                   const bool isCancelled = m_control->isCancelled();
                   endReading();
                   if (isCancelled)
                       return;
                   ChangeDialog::Question question{Kind::Delete, selection, tasks};
                   question.dependents =
                       aboutDependents(m_monitor.source().value_or(TaskSource()), dependents);
                   question.hasNoDependents = dependents && !dependents->isEmpty()
                       && std::all_of(dependents->begin(), dependents->end(),
                                      [](const DependentRows &rows) { return rows.rows == 0; });
                   show(question);
               });
}

void ChangeActions::show(ChangeDialog::Question question)
{
    if (!m_monitor.source())
        return;
    question.statuses = statusesOf(m_monitor);
    question.typedAbove = m_preferences.typedAbove.value();
    const Selection &selection = question.selection;
    if (selection.isEverything())
        question.query = selection.matching->isEmpty() ? tr("all tasks") : query::print(*selection.matching);
    m_dialog = new ChangeDialog(question, m_monitor.service().profile(), *m_monitor.source(), m_window);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_dialog, &QDialog::accepted, this, [this] {
        RunOrder order = m_dialog->order();
        order.limits = {m_preferences.journalDays.value(), m_preferences.journalMegabytes.value()};
        start(order);
    });
    m_dialog->open();
    update();
}

void ChangeActions::start(const RunOrder &order)
{
    const auto control = std::make_shared<RunControl>();
    follow(runtext::doing(order.action, order.tasks.count()), m_runs.start(order, control), control);
}

// Without a question while the line shows what was just done: undoing it is one key.
void ChangeActions::undoLast()
{
    if (m_last == 0)
        return;
    const bool isProduction = m_monitor.service().profile().environment == Environment::Production;
    const auto run = journalled(m_last);
    if (isProduction || m_line->isHidden() || !run)
        askToUndo(m_last, m_window);
    else if (!m_control)
        startUndo(*run);
}

void ChangeActions::askToUndo(qint64 number, QWidget *parent)
{
    const auto run = journalled(number);
    if (!run)
        return tell(u"changeFailed"_s, tr("Nothing was changed."), run.error().message);
    if (m_undoDialog || m_dialog || !m_monitor.source())
        return;
    m_undoDialog = new UndoDialog(*run, m_monitor.service().profile(), *m_monitor.source(),
                                  m_preferences.typedAbove.value(), parent);
    m_undoDialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_undoDialog, &QDialog::accepted, this, [this, run = *run] { startUndo(run); });
    m_undoDialog->open();
    update();
}

void ChangeActions::startUndo(const Run &run)
{
    const auto control = std::make_shared<RunControl>();
    m_undone = run;
    follow(runtext::undoing(run.kind, run.rows.value(RowState::Done)), m_runs.undo(run.number, control),
           control);
}

Result<Run> ChangeActions::journalled(qint64 run) const
{
    const auto journal = Journal::open(m_journal, patience);
    return journal ? (*journal)->run(run) : Result<Run>(Failure(journal.error()));
}

void ChangeActions::follow(const QString &what, const QFuture<Result<Run>> &future,
                           const RunControlPointer &control)
{
    m_control = control;
    m_line->begin(what, control);
    update();
    onFinished(future, this, [this](const Result<Run> &run) {
        m_control.reset();
        finished(run);
        update();
        Q_EMIT ended();
    });
}

void ChangeActions::finished(const Result<Run> &run)
{
    m_monitor.refresh();
    if (!run) {
        m_line->stop();
        tell(u"changeFailed"_s, tr("Nothing was changed."), run.error().message,
             format::excerpt(serverReport(run.error())).text);
        return;
    }
    const bool isUndo = run->kind == Run::Kind::Undo;
    if (!isUndo)
        m_last = run->rows.value(RowState::Done) > 0 ? run->number : 0;
    else
        m_last = run->state == Run::State::Done ? 0 : run->undoes; // the rest of it
    takeAway(*run);
    const QString outcome = joinSentences(
        {runtext::outcome(*run, m_undone.kind),
         isUndo ? lostForGood(m_undone, m_monitor.source().value_or(TaskSource())) : QString()});
    QStringList reasons;
    if (const auto journal = Journal::open(m_journal, patience)) {
        const auto refused = (*journal)->rows(run->number, {{RowState::Refused}, 0, 20, Qt::AscendingOrder});
        for (const JournalRow &row : refused.value_or(QVector<JournalRow>())) {
            if (!row.reason.isEmpty())
                reasons += row.reason;
        }
    }
    const QString left =
        outcometext::report(*run, reasons, m_monitor.source().value_or(TaskSource()), m_undone.kind);
    const bool isOdd = run->state == Run::State::Failed || runtext::isUnexpected(*run);
    // What an undo leaves alone is said with the reason, once.
    const QString leftOver = isUndo && !isOdd ? QString() : runtext::leftOver(*run);
    m_line->finish(joinSentences({outcome, isOdd ? QString() : left.simplified(), leftOver}), m_last > 0);
    if (isOdd)
        tell(run->state == Run::State::Failed ? u"changeFailed"_s : u"changeReport"_s, outcome, left);
}

// The list need not wait for its next look at the table to let them go.
void ChangeActions::takeAway(const Run &run)
{
    if (!deletesTasks(run.kind))
        return;
    const auto journal = Journal::open(m_journal, patience);
    if (!journal)
        return;
    const auto rows = (*journal)->rows(
        run.number, {{RowState::Done, RowState::Gone}, 0, mostTakenAway, Qt::AscendingOrder});
    QVector<TaskKey> keys;
    for (const JournalRow &row : rows.value_or(QVector<JournalRow>()))
        keys += row.key;
    m_view->takeAway(keys);
}

void ChangeActions::tell(const QString &name, const QString &text, const QString &more,
                         const QString &details)
{
    Q_EMIT reported(joinSentences({text, more}));
    auto *box =
        new QMessageBox(QMessageBox::Information, tr("Change tasks"), text, QMessageBox::Ok, m_window);
    box->setIcon(name == u"changeFailed"_s ? QMessageBox::Warning : QMessageBox::Information);
    box->setObjectName(name);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(more);
    box->setDetailedText(details);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

} // namespace watchbill
