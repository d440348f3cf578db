// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QMainWindow>
#include <QPointer>

#include <optional>

class QDockWidget;

namespace watchbill {

class AccessActions;
class ChangeActions;
class CopyActions;
class DetailPanel;
class DetailsActions;
class HistoryDialog;
class OpenConnection;
class OverviewPanel;
class SearchBar;
class StatusLine;
class TablePane;
class TaskActions;
class TaskMonitor;
class TableSplit;
class TaskTableView;
class Timeline;
class ToolRow;
class ViewActions;
class WorkLines;
struct Preferences;
struct TaskSort;

/// The tasks of one connection: its bar, search, table, overview and details put together, with their actions. Part
/// of a window, not one itself.
class TaskPane : public QMainWindow
{
    Q_OBJECT

public:
    /// Connects, and restores the connection's last state.
    TaskPane(OpenConnection &connection, Preferences &preferences, QWidget *parent = nullptr);

    /// Saves the settings for the next time.
    void saveSettings();

    OpenConnection &connection() const { return m_connection; }
    TaskTableView *view() const;
    SearchBar *search() const { return m_search; }
    ViewActions *views() const { return m_views; }
    OverviewPanel *overview() const { return m_overview; }
    ToolRow *tools() const { return m_tools; }
    TaskActions *actions() const { return m_actions; }
    ChangeActions *changes() const { return m_changes; }
    CopyActions *copy() const { return m_copy; }
    AccessActions *access() const { return m_access; }
    QList<QAction *> regionActions() const; // that show or hide overview and timeline
    QList<QAction *> detailsActions() const; // to show them, to go into them and back

    /// The status line for the bottom of the window, which takes ownership.
    StatusLine *status() const { return m_status; }

    void clearFilters();
    void goToTime();
    void chooseTimeRange();
    void showHistory();

Q_SIGNALS:
    /// Emitted once, when the first rows and counters are shown, or why there are none.
    void settled();
    void connectionRequested(); // the user wants another connection

    /// Progress of work that takes longer than a second, from 0 to 1; nothing if unknown, or if there is none.
    void progressed(const std::optional<double> &share);

private:
    void createRegions();
    void createConnectionBar();
    void createTimeline();
    void connectPreferences();
    void createTableKeys();
    void goToFirstRow();
    void connectTable();
    void connectRegions();
    void askSort(const TaskSort &sort);
    void addKey(const QStringList &path);
    void showTaskMenu(const QModelIndex &index, const QPoint &position);
    void showSelection();
    void showProblem();
    void connectAnnouncer();
    void connectWork();

    OpenConnection &m_connection;
    TaskMonitor &m_monitor;
    Preferences &m_preferences;
    TablePane *m_table = nullptr;
    TableSplit *m_split = nullptr;
    SearchBar *m_search = nullptr;
    ViewActions *m_views = nullptr;
    OverviewPanel *m_overview = nullptr;
    Timeline *m_timeline = nullptr;
    QAction *m_timelineAction = nullptr;
    DetailPanel *m_detail = nullptr;
    QDockWidget *m_overviewDock = nullptr;
    TaskActions *m_actions = nullptr;
    ChangeActions *m_changes = nullptr;
    CopyActions *m_copy = nullptr;
    AccessActions *m_access = nullptr;
    DetailsActions *m_details = nullptr;
    StatusLine *m_status = nullptr;
    ToolRow *m_tools = nullptr;
    QPointer<HistoryDialog> m_history;
    WorkLines *m_work = nullptr;
};

} // namespace watchbill
