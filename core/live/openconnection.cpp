// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "live/openconnection.h"

namespace watchbill {

OpenConnection::OpenConnection(const ConnectionProfile &profile, const QString &title, QObject *parent)
    : QObject(parent)
    , m_profile(profile.withoutPasswords())
    , m_title(title)
    , m_service(profile)
    , m_monitor(m_service)
    , m_lock(profile)
    , m_passwords(m_monitor)
{
    connect(&m_lock, &WriteLock::changed, this, [this] { m_monitor.setReadOnly(m_lock.isReadOnly()); });
}

void OpenConnection::setName(const QString &name)
{
    m_profile.name = name;
    m_title = name;
    m_service.setName(name);
    Q_EMIT renamed();
}

} // namespace watchbill
