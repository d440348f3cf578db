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

/// The actions on the selected tasks.
class TaskActions : public QObject
{
    Q_OBJECT

public:
    /// `window` is the parent of the dialogs.
    TaskActions(TaskMonitor &monitor, TaskTableView *view, QWidget *window);

    QAction *copyId() const { return m_copyId; }
    QAction *copyRow() const { return m_copyRow; }
    QAction *copyJson() const { return m_copyJson; }
    QAction *copySql() const { return m_copySql; }
    QAction *copyQuery() const { return m_copyQuery; }
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
    void copyIds();
    void copyRows();
    void copyAsJson();
    void copyAsSql();
    void copyFilterAsSql();
    void openExport();
    void confirmRemoval();
    void removeTasks(const QVector<Task> &tasks);
    void removed(const QVector<Task> &tasks, const Result<DeletionReport> &report);
    void lookUp(const QVector<Task> &tasks);
    void tell(const QString &name, const QString &text, const QString &more = {},
              const QString &details = {});
    void setClipboard(const QString &text, int tasks);

    TaskMonitor &m_monitor;
    TaskTableView *m_view;
    QWidget *m_window;
    QAction *m_copyId;
    QAction *m_copyRow;
    QAction *m_copyJson;
    QAction *m_copySql;
    QAction *m_copyQuery;
    QAction *m_export;
    QAction *m_remove;
    QPointer<DeleteDialog> m_dialog;
};

} // namespace watchbill
