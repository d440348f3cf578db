// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "postgres/asyncconnection.h"
#include "postgres/connectionsettings.h"
#include "postgres/listenstate.h"
#include "postgres/reconnectpolicy.h"

namespace watchbill {

/// Which notifications matter. The payload is a hint only: any client can send on the channel.
struct NotificationTopic
{
    static constexpr QLatin1StringView channel{"watchbill"}; // as in resources/sql/notify.sql

    QString schema;
    QString table;
    bool isTable = true; // a hint about any table counts for what is made of others: partitions, a view

    /// False only for a payload that names another table, as the trigger's {"schema": …, "table": …} does.
    /// Any other payload may be about any table.
    bool matches(const QString &payload) const;
};

/// Listens on the channel, on a connection of its own, and reconnects when that breaks. It does its work on its
/// thread's event loop; see NotificationListener.
///
/// That LISTEN succeeds means nothing behind a pooler in transaction mode, and would stay in a session that others get
/// next. So behind a pooler two connections first look whether they share sessions. Then the second one, closed again
/// at once, sends a notification on a channel that only this object knows; what arrives is proof.
class ChannelSubscription : public QObject
{
    Q_OBJECT

public:
    explicit ChannelSubscription(QObject *parent = nullptr);
    ~ChannelSubscription() override;

    /// Starts over. If retrying makes no sense (a standby, a pooler, a refused login) the state is Unavailable
    /// until the next start; a broken link only until it is back.
    void start(const ConnectionSettings &settings, const NotificationTopic &topic);
    void stop(const QString &reason = {});

Q_SIGNALS:
    /// Something may have changed: a notification came, or some may have been missed. At most one in 100 ms,
    /// the first at once; of more in that time one comes at its end.
    void notified();
    void stateChanged(const watchbill::ListenState &state);

private:
    enum class Step { Looking, Comparing, Subscribing, Proving, Listening, Leaving };

    void open();
    void look();
    void compare();
    void compared(QString &session, const QString &value);
    void subscribe();
    void prove();
    void hearLink(const QString &value);
    void hearProver(const QString &value);
    void hear(const QString &channel, const QString &payload);
    void listening();
    void checkLink();
    void leave();
    void unlisten();
    void left(const QString &session);
    void lost(const TaskError &error);
    void giveUp(const QString &reason);
    void hint();
    void closeLinks();
    void report(const ListenState &state);

    ConnectionSettings m_settings;
    NotificationTopic m_topic;
    AsyncConnection m_link{this};
    AsyncConnection m_prover{this};
    QString m_proof; // the private channel
    QTimer m_proofLimit{this};
    QTimer m_heartbeat{this};
    QTimer m_retry{this};
    QTimer m_leaving{this};
    QTimer m_gap{this}; // runs while no hint may be told
    ListenState m_state;
    Step m_step = Step::Looking;
    QString m_session; // the process behind the link, where the channels are once it has subscribed
    QString m_linkSession; // while comparing
    QString m_proverSession;
    bool m_isLent = false; // by a pooler
    int m_rounds = 0; // of comparing, or leaving
    ReconnectPolicy m_reconnecting;
    bool m_hinted = false; // during the gap
};

} // namespace watchbill
