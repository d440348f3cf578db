// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

class QAction;

namespace watchbill {

class SearchBar;
class TaskMonitor;

/// The row above the table: search, filters and refresh.
class ToolRow : public QWidget
{
    Q_OBJECT

public:
    ToolRow(TaskMonitor &monitor, SearchBar *search, QAction *remove);

    QAction *refresh() const { return m_refresh; }
    QAction *pause() const { return m_pause; }

private:
    void showSchedule();

    TaskMonitor &m_monitor;
    QAction *m_refresh;
    QAction *m_pause;
};

} // namespace watchbill
