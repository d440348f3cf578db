// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "profile/login.h"
#include "task/taskerror.h"

#include <QMap>
#include <QObject>
#include <QPointer>
#include <QSet>

namespace watchbill {

class PasswordDialog;
class SecretStore;
class TaskMonitor;

/// Asks for a password when a connection's login needs one, and again when it was wrong. After Cancel it asks
/// again only on request. Accepted passwords go to the secret store.
class PasswordPrompt : public QObject
{
    Q_OBJECT

public:
    /// The dialog belongs to the window, which has to outlive this.
    PasswordPrompt(TaskMonitor &monitor, SecretStore &secrets, QWidget *window);

    /// Asks again although it was cancelled.
    void askAgain();

private:
    struct Given
    {
        QString password;
        bool isToBeKept = false;
    };

    void noteState();
    void ask(Login login);
    void take(Login login);
    void keep(Login login);
    QString problemOf(Login login) const;

    TaskMonitor &m_monitor;
    SecretStore &m_secrets;
    QWidget *m_window;
    QPointer<PasswordDialog> m_dialog;
    QMap<Login, Given> m_given; // not accepted yet
    QSet<Login> m_declined;
};

} // namespace watchbill
