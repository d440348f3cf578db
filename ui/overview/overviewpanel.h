// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/taskquery.h"

#include <QWidget>

class QLabel;
class QToolButton;
class QTreeWidget;

namespace watchbill {

class TaskMonitor;

/// The statuses with their live counters, and the types in use; a click filters by one.
class OverviewPanel : public QWidget
{
    Q_OBJECT

public:
    explicit OverviewPanel(TaskMonitor &monitor, QWidget *parent = nullptr);

    void setFilter(const TaskFilter &filter);

    /// The filter of the nth line of the statuses, 0 for all.
    void chooseStatus(int line);

    QSize sizeHint() const override { return {210, 400}; }
    QSize minimumSizeHint() const override { return {165, 120}; } // the names can be read

Q_SIGNALS:
    void filterEdited(const watchbill::TaskFilter &filter);

private:
    void showStatuses();
    void showTypes();
    void showCounting();

    TaskMonitor &m_monitor;
    QTreeWidget *m_statuses;
    QTreeWidget *m_types;
    QLabel *m_note;
    QToolButton *m_count;
    TaskFilter m_filter;
};

} // namespace watchbill
