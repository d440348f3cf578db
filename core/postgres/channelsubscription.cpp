// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "postgres/channelsubscription.h"

#include "postgres/sqltext.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUuid>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace watchbill {

namespace {

using ListenKind = ListenState::Kind;

constexpr auto proofLimit = 5s;
constexpr auto heartbeat = 5s;
constexpr auto gap = 100ms;
constexpr int mostComparisons = 3;
constexpr auto leavingInterval = 100ms;
constexpr int mostLeavings = 50;

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::ChannelSubscription)
};

QString behindPooler()
{
    return Texts::tr("Notifications do not arrive on this connection, as is normal behind a pooler in "
                     "transaction mode.");
}

const QString whichSession = u"SELECT pg_catalog.pg_backend_pid()"_s;

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
    for (QTimer *timer : {&m_proofLimit, &m_retry, &m_leaving, &m_gap})
        timer->setSingleShot(true);
    m_proofLimit.setInterval(proofLimit);
    m_heartbeat.setInterval(heartbeat);
    m_leaving.setInterval(leavingInterval);
    m_gap.setInterval(gap);
    connect(&m_link, &AsyncConnection::opened, this, &ChannelSubscription::look);
    connect(&m_link, &AsyncConnection::answered, this, &ChannelSubscription::hearLink);
    connect(&m_link, &AsyncConnection::notified, this, &ChannelSubscription::hear);
    connect(&m_prover, &AsyncConnection::opened, this, [this] {
        if (m_step == Step::Comparing)
            compare();
        else
            prove();
    });
    connect(&m_prover, &AsyncConnection::answered, this, &ChannelSubscription::hearProver);
    for (const AsyncConnection *connection : {&m_link, &m_prover}) {
        connect(connection, &AsyncConnection::refused, this,
                [this](const TaskError &error) { giveUp(error.message); });
        connect(connection, &AsyncConnection::broken, this, &ChannelSubscription::lost);
    }
    connect(&m_proofLimit, &QTimer::timeout, this, &ChannelSubscription::leave);
    connect(&m_heartbeat, &QTimer::timeout, this, &ChannelSubscription::checkLink);
    connect(&m_retry, &QTimer::timeout, this, &ChannelSubscription::open);
    connect(&m_leaving, &QTimer::timeout, this, &ChannelSubscription::unlisten);
    connect(&m_gap, &QTimer::timeout, this, [this] {
        if (std::exchange(m_hinted, false))
            hint();
    });
}

ChannelSubscription::~ChannelSubscription()
{
    closeLinks();
}

void ChannelSubscription::start(const ConnectionSettings &settings, const NotificationTopic &topic)
{
    stop();
    m_settings = settings;
    m_topic = topic;
    m_reconnecting.succeeded();
    report({ListenKind::Starting, {}});
    open();
}

void ChannelSubscription::stop(const QString &reason)
{
    closeLinks();
    m_retry.stop();
    m_gap.stop();
    m_hinted = false;
    report({reason.isEmpty() ? ListenKind::Off : ListenKind::Unavailable, reason});
}

void ChannelSubscription::open()
{
    m_step = Step::Looking;
    m_proof = "watchbill_"_L1 + QUuid::createUuid().toString(QUuid::Id128);
    m_link.open(m_settings);
}

// A pooler names a process of its own, and keeps the name that a session of its server was given.
void ChannelSubscription::look()
{
    m_link.send(
        u"%1 FROM pg_catalog.set_config('application_name', %2, pg_catalog.pg_backend_pid() <> %3)"_s.arg(
            whichSession, sql::literal(m_settings.applicationName()),
            QString::number(m_link.report().backend)));
}

// Both at the same time: in transaction mode they get the same session, or the link another one than before, unless
// others use the pool just then.
void ChannelSubscription::compare()
{
    m_linkSession.clear();
    m_proverSession.clear();
    m_prover.send(whichSession + " FROM pg_catalog.pg_sleep(0.1)"_L1);
    m_link.send(whichSession);
}

void ChannelSubscription::compared(QString &session, const QString &value)
{
    session = value;
    if (m_linkSession.isEmpty() || m_proverSession.isEmpty())
        return;
    if (m_linkSession != m_session || m_proverSession == m_session)
        giveUp(behindPooler());
    else if (++m_rounds < mostComparisons)
        compare();
    else
        subscribe();
}

void ChannelSubscription::subscribe()
{
    m_step = Step::Subscribing;
    m_link.send("LISTEN "_L1 + NotificationTopic::channel + "; LISTEN "_L1 + m_proof + "; "_L1
                + whichSession);
}

// The link itself must say nothing now: a pooler may pass on what comes while a request is under way.
void ChannelSubscription::prove()
{
    m_prover.send(u"NOTIFY "_s + m_proof);
}

void ChannelSubscription::hearLink(const QString &value)
{
    switch (m_step) {
    case Step::Looking:
        m_session = value;
        m_isLent = value != QString::number(m_link.report().backend);
        m_rounds = 0;
        if (!m_isLent)
            return subscribe();
        m_step = Step::Comparing;
        m_prover.open(m_settings);
        return;
    case Step::Comparing:
        return compared(m_linkSession, value);
    case Step::Subscribing:
        m_session = value;
        m_step = Step::Proving;
        if (m_isLent)
            prove();
        else
            m_prover.open(m_settings);
        return;
    case Step::Leaving:
        return left(value);
    case Step::Proving:
    case Step::Listening:
        return;
    }
}

void ChannelSubscription::hearProver(const QString &value)
{
    if (m_step == Step::Comparing) {
        compared(m_proverSession, value);
    } else {
        m_prover.close();
        m_proofLimit.start();
    }
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
    m_reconnecting.succeeded();
    m_proofLimit.stop();
    m_prover.close();
    m_link.send("UNLISTEN "_L1 + m_proof);
    m_heartbeat.start();
    report({ListenKind::Listening, {}});
    hint(); // changes made before we listened were not notified
}

// A half-open link looks like one on which nothing happens.
void ChannelSubscription::checkLink()
{
    if (!m_link.isBusy())
        m_link.send(u"SELECT 1"_s);
}

// A pooler has given the session to another client, which did not ask for our channels: we UNLISTEN when the session is
// lent to us again, which most pools do at once. If it is not, the session ends.
void ChannelSubscription::leave()
{
    m_step = Step::Leaving;
    m_rounds = 0;
    unlisten();
    report({ListenKind::Unavailable, behindPooler()});
}

void ChannelSubscription::unlisten()
{
    QString statements = "UNLISTEN "_L1 + NotificationTopic::channel + "; UNLISTEN "_L1 + m_proof + "; "_L1;
    if (m_rounds == mostLeavings)
        statements += u"SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity "
                      "WHERE pid = %1 AND state = 'idle'; "_s.arg(m_session);
    m_link.send(statements + whichSession);
}

void ChannelSubscription::left(const QString &session)
{
    if (session == m_session || m_rounds++ == mostLeavings)
        m_link.close();
    else
        m_leaving.start();
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
    m_retry.start(m_reconnecting.nextDelay());
    report({ListenKind::Unavailable, error.message});
}

void ChannelSubscription::giveUp(const QString &reason)
{
    closeLinks();
    if (m_step != Step::Leaving)
        report({ListenKind::Unavailable, reason});
}

// A pooler that does not tidy up when its client leaves would keep the channels.
void ChannelSubscription::closeLinks()
{
    m_proofLimit.stop();
    m_heartbeat.stop();
    m_leaving.stop();
    if (m_isLent && (m_step == Step::Proving || m_step == Step::Listening) && m_link.isOpen()
        && !m_link.isBusy())
        m_link.send(u"UNLISTEN *"_s);
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
