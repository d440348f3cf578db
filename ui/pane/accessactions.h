// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "source/viewasuser.h"

#include <QObject>
#include <QPointer>
#include <QSet>

#include <chrono>
#include <optional>

class QAction;

namespace watchbill {

class ViewAsDialog;
class LockMenu;
class OpenConnection;
class TaskMonitor;
class TaskTableView;

/// The actions for viewing as a user and for unlocking production.
class AccessActions : public QObject
{
    Q_OBJECT

public:
    /// `window` is the parent of the dialogs.
    AccessActions(OpenConnection &connection, TaskTableView *view, QWidget *window);

    LockMenu *lockMenu() const { return m_lockMenu; }
    QAction *viewAs() const { return m_viewAs; } // asks for the user
    QAction *viewAsThisUser() const
    {
        return m_viewAsThisUser;
    } // the user of the selected tasks, if they have only one
    QAction *stopViewAs() const { return m_stopViewAs; }

    /// Asks for confirmation.
    void confirmUnlocking(const std::optional<std::chrono::milliseconds> &time);

Q_SIGNALS:
    void reported(const QString &sentence); // the outcome of an action

private:
    void update();
    QSet<UserId> selectedUsers() const;
    ViewAsUser proposal() const;
    void askWhom();
    void act(const ViewAsUser &user);
    void stop();
    void look(const std::optional<ViewAsUser> &user);
    void refused(const std::optional<ViewAsUser> &user, const QString &sentence);

    OpenConnection &m_connection;
    TaskMonitor &m_monitor;
    TaskTableView *m_view;
    QWidget *m_window;
    LockMenu *m_lockMenu;
    QAction *m_viewAs;
    QAction *m_viewAsThisUser;
    QAction *m_stopViewAs;
    QPointer<ViewAsDialog> m_dialog;
    QString m_role; // last used
};

} // namespace watchbill
