// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/selection.h"
#include "task/taskerror.h"

#include <QWidget>

class QLabel;
class QStackedWidget;
class QTabWidget;

namespace watchbill {

class ErrorView;
class FieldsPage;
class MetadataView;
class SelectionSummaryView;
class TaskMonitor;

/// Everything about one task: a summary of its error, all fields, its metadata, the whole error; for several tasks,
/// their numbers. It follows the tasks' changes, and does not touch unchanged parts, so that a text selection in it
/// survives a refresh.
class DetailPanel : public QWidget
{
    Q_OBJECT

public:
    explicit DetailPanel(TaskMonitor &monitor, QWidget *parent = nullptr);

    /// An empty selection shows the empty state, unless there is a current row: one that is selected and no longer in
    /// the table.
    void setSelection(const Selection &selection, const std::optional<TaskKey> &current);

    /// Takes the focus: arrows choose a page, Tab goes into it.
    void enter();

    /// In the time zone that is shown now.
    void showTimes();

Q_SIGNALS:
    void columnRequested(const QStringList &path); // of the metadata
    void reported(const QString &sentence); // what was done

protected:
    void changeEvent(QEvent *event) override;

private:
    void setTask(const std::optional<TaskKey> &key);
    void follow();
    void load();
    void received(const Result<Task> &task);
    void show(const Task &task);
    void chooseTab();
    bool hasError() const;
    void markError();
    void showMessage(const QString &text);

    TaskMonitor &m_monitor;
    std::optional<TaskKey> m_key;
    std::optional<Task> m_listed; // as the list had it when it was loaded
    std::optional<Task> m_task;
    QStackedWidget *m_stack;
    QLabel *m_message;
    QTabWidget *m_tabs;
    SelectionSummaryView *m_summary;
    FieldsPage *m_fields;
    MetadataView *m_metadata;
    ErrorView *m_error;
    bool m_wantsError = false; // its page was left only because a task has none
};

} // namespace watchbill
