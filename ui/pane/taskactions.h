// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "service/deletion.h"
#include "task/taskerror.h"

#include <QObject>
#include <QPointer>
#include <QVector>

class QAction;

namespace watchbill {

class DeleteDialog;
class TaskMonitor;
class TaskTableView;

/// The actions that delete the selected tasks, and that export.
class TaskActions : public QObject
{
    Q_OBJECT

public:
    /// `window` is the parent of the dialogs.
    TaskActions(TaskMonitor &monitor, TaskTableView *view, QWidget *window);

    QAction *explain() const { return m_explain; }
    QAction *exportTasks() const { return m_export; }
    QAction *remove() const { return m_remove; }

    bool eventFilter(QObject *watched, QEvent *event) override;

Q_SIGNALS:
    void began(const QString &sentence); // what an action is doing, until its outcome is reported
    void reported(const QString &sentence); // the outcome of an action

private:
    QAction *add(const QString &icon, const QString &text, const QKeySequence &shortcut,
                 void (TaskActions::*slot)());
    void update();
    QString obstacle() const;
    void explainQuery();
    void openExport();
    void confirmRemoval();
    void removeTasks(const QVector<Task> &tasks);
    void removed(const QVector<Task> &tasks, const Result<DeletionReport> &report);
    void lookUp(const QVector<Task> &tasks);
    void tell(const QString &name, const QString &text, const QString &more = {},
              const QString &details = {});

    TaskMonitor &m_monitor;
    TaskTableView *m_view;
    QWidget *m_window;
    QAction *m_explain;
    QAction *m_export;
    QAction *m_remove;
    QPointer<DeleteDialog> m_dialog;
};

} // namespace watchbill
