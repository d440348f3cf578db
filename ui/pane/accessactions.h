// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "source/actinguser.h"

#include <QObject>
#include <QPointer>
#include <QSet>

#include <chrono>
#include <optional>

class QAction;

namespace watchbill {

class ActAsDialog;
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
    QAction *actAs() const { return m_actAs; } // asks for the user
    QAction *actAsThisUser() const
    {
        return m_actAsThisUser;
    } // the user of the selected tasks, if they have only one
    QAction *stopActing() const { return m_stopActing; }

    /// Asks for confirmation.
    void confirmUnlocking(const std::optional<std::chrono::milliseconds> &time);

Q_SIGNALS:
    void reported(const QString &sentence); // the outcome of an action

private:
    void update();
    QSet<UserId> selectedUsers() const;
    ActingUser proposal() const;
    void askWhom();
    void act(const ActingUser &user);
    void stop();
    void look(const std::optional<ActingUser> &user);
    void refused(const std::optional<ActingUser> &user, const QString &sentence);

    OpenConnection &m_connection;
    TaskMonitor &m_monitor;
    TaskTableView *m_view;
    QWidget *m_window;
    LockMenu *m_lockMenu;
    QAction *m_actAs;
    QAction *m_actAsThisUser;
    QAction *m_stopActing;
    QPointer<ActAsDialog> m_dialog;
    QString m_role; // last used
};

} // namespace watchbill
