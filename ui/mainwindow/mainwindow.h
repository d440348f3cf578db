// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QMainWindow>

#include <optional>

class QMenu;

namespace watchbill {

class MainMenu;
class OpenConnection;
class TaskPane;
struct Preferences;
struct SavedView;

/// The frame around a connection's pane: menus, title, geometry.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    MainWindow(OpenConnection &connection, Preferences &preferences, QWidget *parent = nullptr);
    ~MainWindow() override;

    void saveSettings();

    void showView(const SavedView &view);

    /// For a connection that cannot be edited; the menu says the reason.
    void disableEditing(const QString &reason);

    /// The menu of connections to open. The caller fills it; its last entry is ours.
    QMenu *openMenu() const;

Q_SIGNALS:
    /// Emitted once, when the first rows and counters are shown, or why there are none.
    void settled();
    void connectionRequested(); // another one, in its own window
    void newConnectionRequested(); // one that is not known yet
    void editRequested(); // of this connection
    void closed();
    void progressed(const std::optional<double> &share); // as TaskPane has it

protected:
    void closeEvent(QCloseEvent *event) override;
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void createMenu(Preferences &preferences);
    void showTitle();
    void noteVisibility();
    void askToStop();
    void askToStopExport();

    OpenConnection &m_connection;
    TaskPane *m_pane;
    MainMenu *m_menu = nullptr;
};

} // namespace watchbill
