// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "live/passwordrequests.h"
#include "live/taskmonitor.h"
#include "profile/connectionprofile.h"
#include "service/taskservice.h"
#include "session/writelock.h"

#include <QObject>

namespace watchbill {

/// One open connection: what a pane shows and changes tasks through. The lock's state is passed to the server
/// automatically.
class OpenConnection : public QObject
{
    Q_OBJECT

public:
    /// The profile has the passwords that are known. `title` is what the person calls this connection, such as
    /// "Demo"; it may be empty. Nothing is sent before TaskMonitor::start().
    explicit OpenConnection(const ConnectionProfile &profile, const QString &title = {},
                            QObject *parent = nullptr);

    /// Without passwords, under the name that it has now.
    const ConnectionProfile &profile() const { return m_profile; }
    const QString &title() const { return m_title; }

    /// The profile was renamed, which has no other effect.
    void setName(const QString &name);

    TaskService &service() { return m_service; }
    TaskMonitor &monitor() { return m_monitor; }
    QueryState &query() { return m_monitor.queryState(); }
    WriteLock &lock() { return m_lock; }
    PasswordRequests &passwords() { return m_passwords; }

Q_SIGNALS:
    void renamed();

private:
    ConnectionProfile m_profile;
    QString m_title;
    // Destroyed from the last to the first.
    TaskService m_service;
    TaskMonitor m_monitor;
    WriteLock m_lock;
    PasswordRequests m_passwords;
};

} // namespace watchbill
