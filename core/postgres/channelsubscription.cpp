// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "postgres/channelsubscription.h"

#include "postgres/reconnectdelay.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUuid>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace watchbill {

namespace {

using Kind = ListenState::Kind;

constexpr auto proofLimit = 5s;
constexpr auto heartbeat = 5s;
constexpr auto gap = 100ms;

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::ChannelSubscription)
};

} // namespace

bool NotificationTopic::matches(const QString &payload) const
{
    if (!isTable)
        return true;
    const QJsonObject named = QJsonDocument::fromJson(payload.toUtf8()).object();
    const QJsonValue otherTable = named["table"_L1];
    const QJsonValue otherSchema = named["schema"_L1];
    return !otherTable.isString()
        || (otherTable.toString() == table && (!otherSchema.isString() || otherSchema.toString() == schema));
}

ChannelSubscription::ChannelSubscription(QObject *parent)
    : QObject(parent)
{
    for (QTimer *timer : {&m_proofLimit, &m_retry, &m_gap})
        timer->setSingleShot(true);
    m_proofLimit.setInterval(proofLimit);
    m_heartbeat.setInterval(heartbeat);
    m_gap.setInterval(gap);
    connect(&m_link, &AsyncConnection::opened, this, &ChannelSubscription::subscribe);
    connect(&m_link, &AsyncConnection::answered, this, [this] {
        if (m_step == Step::Subscribing)
            prove();
        else if (m_step == Step::Leaving)
            m_link.close();
    });
    connect(&m_link, &AsyncConnection::notified, this, &ChannelSubscription::hear);
    connect(&m_prover, &AsyncConnection::opened, this, [this] { m_prover.send(u"NOTIFY "_s + m_proof); });
    connect(&m_prover, &AsyncConnection::answered, this, [this] {
        m_prover.close();
        m_proofLimit.start();
    });
    for (const AsyncConnection *connection : {&m_link, &m_prover}) {
        connect(connection, &AsyncConnection::refused, this,
                [this](const TaskError &error) { giveUp(error.message); });
        connect(connection, &AsyncConnection::broken, this, &ChannelSubscription::lost);
    }
    connect(&m_proofLimit, &QTimer::timeout, this, &ChannelSubscription::leave);
    connect(&m_heartbeat, &QTimer::timeout, this, &ChannelSubscription::checkLink);
    connect(&m_retry, &QTimer::timeout, this, &ChannelSubscription::open);
    connect(&m_gap, &QTimer::timeout, this, [this] {
        if (std::exchange(m_hinted, false))
            hint();
    });
}

void ChannelSubscription::start(const ConnectionSettings &settings, const NotificationTopic &topic)
{
    stop();
    m_settings = settings;
    m_topic = topic;
    m_attempts = 0;
    report({Kind::Starting, {}});
    open();
}

void ChannelSubscription::stop()
{
    closeLinks();
    m_retry.stop();
    m_gap.stop();
    m_hinted = false;
    report({Kind::Off, {}});
}

void ChannelSubscription::open()
{
    m_step = Step::Subscribing;
    m_proof = "watchbill_"_L1 + QUuid::createUuid().toString(QUuid::Id128);
    m_link.open(m_settings);
}

void ChannelSubscription::subscribe()
{
    m_link.send("LISTEN "_L1 + NotificationTopic::channel + "; LISTEN "_L1 + m_proof);
}

// The link itself must say nothing now: a pooler may pass on what comes while a request is under way.
void ChannelSubscription::prove()
{
    m_step = Step::Proving;
    m_prover.open(m_settings);
}

void ChannelSubscription::hear(const QString &channel, const QString &payload)
{
    if (channel == m_proof)
        listening();
    else if (channel == NotificationTopic::channel && m_topic.matches(payload))
        hint();
}

void ChannelSubscription::listening()
{
    if (m_step != Step::Proving)
        return;
    m_step = Step::Listening;
    m_attempts = 0;
    m_proofLimit.stop();
    m_prover.close();
    m_link.send("UNLISTEN "_L1 + m_proof);
    m_heartbeat.start();
    report({Kind::Listening, {}});
    hint(); // of what came before nobody has told us
}

// A half-open link looks like one on which nothing happens.
void ChannelSubscription::checkLink()
{
    if (!m_link.isBusy())
        m_link.send(u"SELECT 1"_s);
}

// A pooler gives the server's session to somebody else, who has not asked for our channels. Most pools hand
// out the session that was used last, so this takes them back.
void ChannelSubscription::leave()
{
    m_step = Step::Leaving;
    m_link.send("UNLISTEN "_L1 + NotificationTopic::channel + "; UNLISTEN "_L1 + m_proof);
    report({Kind::Unavailable,
            Text::tr("Notifications do not arrive on this connection, as is normal behind a pooler in "
                     "transaction mode.")});
}

void ChannelSubscription::lost(const TaskError &error)
{
    if (m_step == Step::Leaving)
        return;
    if (error.kind == TaskError::Kind::Authentication) {
        giveUp(error.message);
        return;
    }
    closeLinks();
    m_retry.start(reconnectDelay(m_attempts++));
    report({Kind::Unavailable, error.message});
}

void ChannelSubscription::giveUp(const QString &reason)
{
    closeLinks();
    if (m_step != Step::Leaving)
        report({Kind::Unavailable, reason});
}

void ChannelSubscription::closeLinks()
{
    m_proofLimit.stop();
    m_heartbeat.stop();
    m_prover.close();
    m_link.close();
}

void ChannelSubscription::hint()
{
    if (m_gap.isActive()) {
        m_hinted = true;
        return;
    }
    m_gap.start();
    Q_EMIT notified();
}

void ChannelSubscription::report(const ListenState &state)
{
    if (m_state == state)
        return;
    m_state = state;
    Q_EMIT stateChanged(state);
}

} // namespace watchbill
