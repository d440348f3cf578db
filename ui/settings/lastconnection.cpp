// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "settings/lastconnection.h"

#include "profile/profilefield.h"

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

const QString profileKey = u"connection/profile"_s;
const QString unnamedGroup = u"unnamedConnection"_s;

QString keyOf(const ProfileField &field)
{
    return unnamedGroup + u'/' + field.key;
}

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
    if (!m_settings.childGroups().contains(unnamedGroup))
        return std::nullopt;
    ConnectionProfile profile;
    for (const ProfileField &field : profileFields()) {
        const QVariant value = m_settings.value(keyOf(field));
        if (value.isValid())
            (void)field.setValue(profile, value); // what is not understood stays as it is by default
    }
    return profile;
}

void LastConnection::setUnnamed(const ConnectionProfile &given)
{
    const ConnectionProfile profile = given.withoutPasswords();
    for (const ProfileField &field : profileFields())
        m_settings.setValue(keyOf(field), field.value(profile));
}

} // namespace watchbill
