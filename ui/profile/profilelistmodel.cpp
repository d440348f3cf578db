// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "profile/profilelistmodel.h"

#include "connection/environmentlook.h"
#include "format/format.h"
#include "profile/connectionfields.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

// "tasks in shop on db.example.com", as far as the profile says it.
QString placeOf(const ConnectionProfile &profile)
{
    const ConnectionFields fields =
        ConnectionFields::fromText(profile.connection).value_or(ConnectionFields());
    QString place = profile.tableName();
    if (!fields.database.isEmpty())
        place = ProfileListModel::tr("%1 in %2").arg(place, fields.database);
    if (!fields.host.isEmpty() && !fields.host.startsWith(u'/'))
        return ProfileListModel::tr("%1 on %2").arg(place, fields.hostsToShow());
    return fields.more.isEmpty() ? ProfileListModel::tr("%1 on this computer").arg(place)
                                 : ProfileListModel::tr("%1, %2").arg(place, fields.more);
}

} // namespace

void ProfileListModel::setProfiles(const QVector<ConnectionProfile> &profiles)
{
    beginResetModel();
    m_profiles = profiles;
    std::sort(m_profiles.begin(), m_profiles.end(),
              [](const auto &one, const auto &other) { return one.name.localeAwareCompare(other.name) < 0; });
    endResetModel();
}

int ProfileListModel::rowOf(const QString &name) const
{
    const auto found = std::find_if(m_profiles.begin(), m_profiles.end(),
                                    [&](const ConnectionProfile &one) { return one.name == name; });
    return found == m_profiles.end() ? -1 : int(found - m_profiles.begin());
}

int ProfileListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_profiles.size());
}

QVariant ProfileListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ConnectionProfile &profile = m_profiles[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return profile.name.isEmpty() ? tr("Last connection, not saved") : profile.name;
    case PlaceRole:
        return placeOf(profile);
    case EnvironmentRole:
        return int(profile.environment);
    case ReadOnlyRole:
        return profile.readOnly;
    case Qt::ToolTipRole:
        return format::plainToolTip(index.data(Qt::AccessibleTextRole).toString());
    case Qt::AccessibleTextRole: {
        const QString name = EnvironmentLook::of(profile.environment).badge;
        return profile.readOnly ? tr("%1, %2, read-only: %3").arg(profile.name, name, placeOf(profile))
                                : tr("%1, %2: %3").arg(profile.name, name, placeOf(profile));
    }
    default:
        return {};
    }
}

} // namespace watchbill
