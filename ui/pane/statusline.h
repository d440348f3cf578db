// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStatusBar>
#include <QTimer>

class QLabel;

namespace watchbill {

class TaskMonitor;
class TaskTableView;

/// Connection, age of the data, shown and total, selected, time zone; and passing messages.
class StatusLine : public QStatusBar
{
    Q_OBJECT

public:
    StatusLine(TaskMonitor &monitor, const TaskTableView *view, QWidget *parent = nullptr);

    void update();

private:
    QString connectionText() const;
    QString ageText() const;
    QString pushText() const;
    QString shownText() const;

    TaskMonitor &m_monitor;
    const TaskTableView *m_view;
    QLabel *m_connection;
    QLabel *m_age;
    QLabel *m_shown;
    QLabel *m_selected;
    QLabel *m_zone;
    QTimer m_clock;
};

} // namespace watchbill
