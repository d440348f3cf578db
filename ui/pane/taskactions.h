// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>

class QAction;
class QKeySequence;

namespace watchbill {

class TaskMonitor;
class TaskTableView;

/// The actions that look into the query and take its tasks elsewhere.
class TaskActions : public QObject
{
    Q_OBJECT

public:
    /// `window` is the parent of the dialogs.
    TaskActions(TaskMonitor &monitor, TaskTableView *view, QWidget *window);

    QAction *explain() const { return m_explain; }
    QAction *exportTasks() const { return m_export; }

Q_SIGNALS:
    void reported(const QString &sentence); // the outcome of an action

private:
    QAction *add(const QString &icon, const QString &text, const QKeySequence &shortcut,
                 void (TaskActions::*slot)());
    void update();
    void explainQuery();
    void openExport();

    TaskMonitor &m_monitor;
    TaskTableView *m_view;
    QWidget *m_window;
    QAction *m_explain;
    QAction *m_export;
};

} // namespace watchbill
