// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/taskstatus.h"

#include <QTimer>
#include <QWidget>

#include <optional>

class QLabel;
class QToolButton;
class QTreeWidget;

namespace watchbill {

class QueryState;
class TaskMonitor;

/// The statuses with their live counters, and the types in use; a click filters by one.
class OverviewPanel : public QWidget
{
    Q_OBJECT

public:
    explicit OverviewPanel(TaskMonitor &monitor, QWidget *parent = nullptr);

    /// Filters by that status alone; by none for all.
    void chooseStatus(std::optional<TaskStatus::Kind> kind);

    QSize sizeHint() const override { return {210, 400}; }
    QSize minimumSizeHint() const override { return {165, 120}; } // the names can be read

private:
    void showStatuses();
    QStringList usualStatuses() const;
    void showTypes();
    void showCounting();
    QString ageText() const;

    TaskMonitor &m_monitor;
    QueryState &m_query;
    QTreeWidget *m_statuses;
    QTreeWidget *m_types;
    QLabel *m_note;
    QToolButton *m_count;
    QTimer m_clock; // ages move on between two answers
};

} // namespace watchbill
