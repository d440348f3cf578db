// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "profile/connectionfields.h"
#include "profile/login.h"

#include <QMap>
#include <QObject>
#include <QSet>
#include <QString>

#include <optional>

namespace watchbill {

class TaskMonitor;

/// Which of a connection's logins needs a password from the user, and whether those given were accepted. After the user
/// declines, the password is asked for again only on request.
class PasswordRequests : public QObject
{
    Q_OBJECT

public:
    explicit PasswordRequests(TaskMonitor &monitor);

    /// The login whose password is needed now, until give() or decline().
    const std::optional<Login> &needed() const { return m_needed; }

    /// The connection of that login.
    ConnectionFields fields() const;

    /// Why one is needed although there was one: a sentence, or nothing.
    QString problem() const;

    /// Connects with that password. accepted() follows once the server has taken it.
    void give(const QString &password, bool isToBeKept);
    void decline();

    /// Asks again for a password that was declined.
    void askAgain();

Q_SIGNALS:
    /// needed() has a value. It may have one before the signal is connected.
    void asked();

    /// The server has accepted a password that was given for a connection with a name.
    void accepted(watchbill::Login login, const QString &password, bool isToBeKept);

private:
    struct Given
    {
        QString password;
        bool isToBeKept = false;
    };

    void noteState();
    void ask(Login login);
    void accept(Login login);

    TaskMonitor &m_monitor;
    std::optional<Login> m_needed;
    QMap<Login, Given> m_given; // not accepted yet
    QSet<Login> m_declined;
};

} // namespace watchbill
