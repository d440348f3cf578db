// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "postgres/listenstate.h"

#include <QObject>

class QThread;

namespace watchbill {

class ChannelSubscription;
class ConnectionSettings;
struct NotificationTopic;

/// Hears when the table has changed, if its owner has installed the trigger of resources/sql/notify.sql. On
/// a thread and a connection of its own, since looking up a host's name may take long and what listens
/// can do nothing else. How it does that: see ChannelSubscription.
class NotificationListener : public QObject
{
    Q_OBJECT

public:
    explicit NotificationListener(QObject *parent = nullptr);
    ~NotificationListener() override; // does not wait for a host's name that is being looked up

    /// Both return at once. A second start() reconnects.
    void start(const ConnectionSettings &settings, const NotificationTopic &topic);
    void stop(const QString &reason = {}); // why there are no notifications, for people

    const ListenState &state() const { return m_state; }

Q_SIGNALS:
    /// Look again soon. A few at most in a second, however many notifications come; none that follows
    /// a change is lost. Also when it begins to listen, and again after a broken link.
    void notified();
    void stateChanged();

private:
    QThread *m_thread; // ends and deletes itself
    ChannelSubscription *m_subscription; // lives there
    ListenState m_state;
};

} // namespace watchbill
