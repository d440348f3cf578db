// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QMenuBar>
#include <QPointer>

namespace watchbill {

class PreferencesDialog;
class TaskPane;
struct Preferences;

/// The window's menus.
class MainMenu : public QMenuBar
{
    Q_OBJECT

public:
    /// Both outlive the menu.
    MainMenu(TaskPane &pane, Preferences &preferences);

    /// The menu of connections to open. The caller fills it; its last entry is ours.
    QMenu *openMenu() const { return m_openMenu; }

    /// For a connection that cannot be edited.
    void disableEditing(const QString &reason);

Q_SIGNALS:
    void newConnectionRequested();
    void connectionRequested();
    void editRequested();
    void closeRequested();

private:
    void createFileMenu();
    void createTaskMenu();
    void createViewMenu();
    void createGoActions(QMenu *menu);
    void createColumnsMenu(QMenu *menu);
    void createStatusMenu(QMenu *menu);
    void createHelpMenu();
    void showCommands();
    void showPreferences();
    void showPreference(int number); // with the focus on it

    TaskPane &m_pane;
    Preferences &m_preferences;
    QPointer<PreferencesDialog> m_dialog;
    QMenu *m_openMenu = nullptr;
    QAction *m_edit = nullptr;
};

} // namespace watchbill
