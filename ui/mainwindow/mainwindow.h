// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "mainwindow/windowsettings.h"

#include <QMainWindow>

class QDockWidget;
class QMenu;

namespace watchbill {

class AccessActions;
class ConnectionBar;
class DetailPanel;
class MainMenu;
class OverviewPanel;
class SearchBar;
class StatusLine;
class TablePane;
class TaskActions;
class TaskMonitor;
class ToolRow;

/// The window on one connection's tasks: puts the regions together and wires their actions.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    /// `name` is what the person calls this connection; it may be empty.
    MainWindow(TaskMonitor &monitor, const QString &name, QWidget *parent = nullptr);
    ~MainWindow() override;

    void saveSettings();

    /// The connection was renamed, and its service has the new name already. Settings are saved under the new
    /// name.
    void setName(const QString &name);

    /// The menu of connections to open. The caller fills it; its last entry is ours.
    QMenu *openMenu() const;

Q_SIGNALS:
    /// Emitted once, when the first rows and counters are shown, or why there are none.
    void settled();
    void connectionRequested(); // another one, in its own window
    void newConnectionRequested(); // one that is not known yet
    void editRequested(); // of this connection
    void passwordRequested(); // of this connection's login
    void closed();

protected:
    void closeEvent(QCloseEvent *event) override;
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void createRegions();
    void createConnectionBar();
    void createMenu();
    void createTableKeys();
    void connectRegions();
    void askSort(const TaskSort &sort);
    void clearFilters();
    void goToTime();
    void showTaskMenu(const QModelIndex &index, const QPoint &position);
    void showDetails(bool visible);
    void showState();
    void showTitle();
    void noteVisibility();
    void checkSettled();

    TaskMonitor &m_monitor;
    QString m_name;
    WindowSettings m_settings;
    TablePane *m_table = nullptr;
    SearchBar *m_search = nullptr;
    OverviewPanel *m_overview = nullptr;
    DetailPanel *m_detail = nullptr;
    QDockWidget *m_overviewDock = nullptr;
    QDockWidget *m_detailDock = nullptr;
    TaskActions *m_actions = nullptr;
    AccessActions *m_access = nullptr;
    StatusLine *m_status = nullptr;
    ToolRow *m_tools = nullptr;
    ConnectionBar *m_bar = nullptr;
    MainMenu *m_menu = nullptr;
    bool m_isSettled = false;
};

} // namespace watchbill
