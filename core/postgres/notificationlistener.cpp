// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "postgres/notificationlistener.h"

#include "postgres/channelsubscription.h"

#include <QDeadlineTimer>
#include <QThread>

namespace watchbill {

namespace {

constexpr std::chrono::milliseconds longestFarewell(100);

} // namespace

NotificationListener::NotificationListener(QObject *parent)
    : QObject(parent)
    , m_thread(new QThread)
    , m_subscription(new ChannelSubscription)
{
    m_thread->setObjectName(QStringLiteral("watchbill-listen"));
    m_subscription->moveToThread(m_thread);
    connect(m_thread, &QThread::finished, m_subscription, &QObject::deleteLater);
    connect(m_subscription, &ChannelSubscription::notified, this, &NotificationListener::notified);
    connect(m_subscription, &ChannelSubscription::stateChanged, this, [this](const ListenState &state) {
        m_state = state;
        Q_EMIT stateChanged();
    });
    m_thread->start();
}

NotificationListener::~NotificationListener()
{
    m_thread->quit();
    if (m_thread->wait(QDeadlineTimer(longestFarewell)))
        delete m_thread;
    else
        connect(m_thread, &QThread::finished, m_thread, &QObject::deleteLater);
}

void NotificationListener::start(const ConnectionSettings &settings, const NotificationTopic &topic)
{
    QMetaObject::invokeMethod(m_subscription, [subscription = m_subscription, settings, topic] {
        subscription->start(settings, topic);
    });
}

void NotificationListener::stop(const QString &reason)
{
    QMetaObject::invokeMethod(m_subscription,
                              [subscription = m_subscription, reason] { subscription->stop(reason); });
}

} // namespace watchbill
