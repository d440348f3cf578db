// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "settings/lastconnection.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

const QString profileKey = u"connection/profile"_s;
const QString connectionKey = u"connection/regular"_s;
const QString schemaKey = u"connection/schema"_s;
const QString tableKey = u"connection/table"_s;
const QString serviceRoleKey = u"connection/serviceRole"_s;
const QString serviceKey = u"connection/service"_s;
const QString readOnlyKey = u"connection/readOnly"_s;
const QString environmentKey = u"connection/environment"_s;
const QString timeLimitKey = u"connection/seconds"_s;

} // namespace

QString LastConnection::profileName() const
{
    return m_settings.value(profileKey).toString();
}

void LastConnection::setProfileName(const QString &name)
{
    m_settings.setValue(profileKey, name);
}

std::optional<ConnectionProfile> LastConnection::unnamed() const
{
    if (!m_settings.contains(tableKey))
        return std::nullopt;
    ConnectionProfile profile;
    profile.connection = m_settings.value(connectionKey).toString();
    profile.schema = m_settings.value(schemaKey, profile.schema).toString();
    profile.table = m_settings.value(tableKey, profile.table).toString();
    profile.serviceRole = m_settings.value(serviceRoleKey).toString();
    profile.serviceConnection = m_settings.value(serviceKey).toString();
    profile.readOnly = m_settings.value(readOnlyKey).toBool();
    profile.environment =
        environmentFromText(m_settings.value(environmentKey).toString()).value_or(Environment::Development);
    const auto usual = qint64(profile.timeLimit.count());
    profile.timeLimit =
        std::chrono::seconds(std::max<qint64>(1, m_settings.value(timeLimitKey, usual).toLongLong()));
    return profile;
}

void LastConnection::setUnnamed(const ConnectionProfile &given)
{
    const ConnectionProfile profile = given.withoutPasswords();
    m_settings.setValue(connectionKey, profile.connection);
    m_settings.setValue(schemaKey, profile.schema);
    m_settings.setValue(tableKey, profile.table);
    m_settings.setValue(serviceRoleKey, profile.serviceRole);
    m_settings.setValue(serviceKey, profile.serviceConnection);
    m_settings.setValue(readOnlyKey, profile.readOnly);
    m_settings.setValue(environmentKey, toText(profile.environment));
    m_settings.setValue(timeLimitKey, qint64(profile.timeLimit.count()));
}

void LastConnection::forgetUnnamed()
{
    for (const QString &key : {connectionKey, schemaKey, tableKey, serviceRoleKey, serviceKey, readOnlyKey,
                               environmentKey, timeLimitKey})
        m_settings.remove(key);
}

} // namespace watchbill
