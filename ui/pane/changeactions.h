// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "dialogs/changedialog.h"
#include "dialogs/undodialog.h"
#include "write/runs.h"

#include <QObject>
#include <QPointer>

class QAction;
class QWidget;

namespace watchbill {

class OpenConnection;
class RunLine;
class TaskMonitor;
class TaskTableView;
struct Preferences;

/// The actions that change the selected tasks, and that undo it. Each is a run: it continues while the window is used,
/// and the line below the table shows its progress.
class ChangeActions : public QObject
{
    Q_OBJECT

public:
    /// `window` is the parent of the dialogs.
    ChangeActions(OpenConnection &connection, const Preferences &preferences, TaskTableView *view,
                  QWidget *window);

    QAction *remove() const { return m_remove; }
    QAction *setStatus() const { return m_setStatus; }
    QAction *runAgain() const { return m_runAgain; }
    QAction *undo() const { return m_undo; }
    RunLine *line() const { return m_line; }

    /// Whether a run is in progress, which destroying this would interrupt.
    bool isBusy() const;

    /// Stops it; ended() follows.
    void stop();

    /// Asks whether to undo a run of the history. `parent` is the parent of the dialog.
    void askToUndo(qint64 run, QWidget *parent);

    bool eventFilter(QObject *watched, QEvent *event) override;

Q_SIGNALS:
    void reported(const QString &sentence);
    void detailsRequested(); // of the run that the line shows
    void ended(); // a run

private:
    QAction *add(const QString &icon, const QString &text, const QKeySequence &shortcut,
                 void (ChangeActions::*slot)());
    void update();
    QString obstacle(RunAction::Kind kind) const;
    void ask(RunAction::Kind kind);
    void askToRemove() { ask(RunAction::Kind::Delete); }
    void askForStatus() { ask(RunAction::Kind::SetStatus); }
    void askToRunAgain() { ask(RunAction::Kind::RunAgain); }
    void confirm(RunAction::Kind kind, const Selection &selection, const ConfirmedTasks &tasks);
    void confirmCopy(const Selection &selection, const ConfirmedTasks &tasks);
    void confirmDeletion(const Selection &selection, const ConfirmedTasks &tasks);
    void show(ChangeDialog::Question question);
    void read(const QString &what);
    void endReading();
    void start(const RunOrder &order);
    QString obstacleToAny() const;
    QString obstacleToUndo() const;
    void undoLast();
    void startUndo(const Run &run);
    Result<Run> journalled(qint64 run) const;
    void follow(const QString &what, const QFuture<Result<Run>> &future, const RunControlPointer &control);
    void finished(const Result<Run> &run);
    void takeAway(const Run &run);
    void tell(const QString &name, const QString &text, const QString &more, const QString &details = {});

    TaskMonitor &m_monitor;
    const Preferences &m_preferences;
    TaskTableView *m_view;
    QWidget *m_window;
    const QString m_journal;
    Runs m_runs;
    RunLine *m_line;
    QAction *m_remove;
    QAction *m_setStatus;
    QAction *m_runAgain;
    QAction *m_undo;
    QPointer<ChangeDialog> m_dialog;
    QPointer<UndoDialog> m_undoDialog;
    RunControlPointer m_control; // of the work in progress
    qint64 m_last = 0; // the run that Undo reverts
    Run m_undone; // the run being undone, as it was before
};

} // namespace watchbill
