// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>

class QAction;
class QKeySequence;

namespace watchbill {

class ExportDialog;
class TaskMonitor;
class TaskTableView;
class WorkLines;

/// The actions that explain the query and export its tasks.
class TaskActions : public QObject
{
    Q_OBJECT

public:
    /// `window` is the parent of the dialogs.
    TaskActions(TaskMonitor &monitor, TaskTableView *view, WorkLines &work, QWidget *window);

    QAction *explain() const { return m_explain; }
    QAction *exportTasks() const { return m_export; }

    /// Whether a file is being written, which destroying this would interrupt.
    bool isExporting() const { return m_exports > 0; }

    /// Cancels all exports without waiting.
    void dropExports();

Q_SIGNALS:
    void reported(const QString &sentence); // the outcome of an action
    void exportEnded();

private:
    QAction *add(const QString &icon, const QString &text, const QKeySequence &shortcut,
                 void (TaskActions::*slot)());
    void update();
    void explainQuery();
    void openExport();
    void follow(ExportDialog *dialog);

    TaskMonitor &m_monitor;
    TaskTableView *m_view;
    WorkLines &m_work;
    QWidget *m_window;
    int m_exports = 0; // under way
    QAction *m_explain;
    QAction *m_export;
};

} // namespace watchbill
