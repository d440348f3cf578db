// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QMenuBar>

namespace watchbill {

class AccessActions;
class OverviewPanel;
class SearchBar;
class TaskActions;
class TaskTableView;
class ToolRow;
class WindowSettings;

/// The window's menus.
class MainMenu : public QMenuBar
{
    Q_OBJECT

public:
    /// All outlive the menu.
    struct Parts
    {
        TaskTableView *table;
        SearchBar *search;
        OverviewPanel *overview;
        ToolRow *tools;
        TaskActions *actions;
        AccessActions *access;
        WindowSettings &settings;
        QList<QAction *> docks; // that show or hide them
    };

    explicit MainMenu(const Parts &parts);

    /// The menu of connections to open. The caller fills it; its last entry is ours.
    QMenu *openMenu() const { return m_openMenu; }

Q_SIGNALS:
    void newConnectionRequested();
    void connectionRequested();
    void editRequested();
    void closeRequested();
    void clearFiltersRequested();
    void timeRequested();

private:
    void createFileMenu(const Parts &parts);
    void createTaskMenu(const Parts &parts);
    void createViewMenu(const Parts &parts);
    void createGoActions(QMenu *menu, const Parts &parts);
    void createStatusMenu(QMenu *menu, const Parts &parts);
    void createHelpMenu();

    QMenu *m_openMenu = nullptr;
};

} // namespace watchbill
