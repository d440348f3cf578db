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

void ProfileListModel::setProfiles(const QVector<ConnectionProfile> &profiles,
                                   const QMap<QString, ProfileState> &states)
{
    beginResetModel();
    m_profiles = profiles;
    m_states = states;
    std::sort(m_profiles.begin(), m_profiles.end(),
              [&states](const ConnectionProfile &one, const ConnectionProfile &other) {
                  const QDateTime of = states.value(one.name).lastOpened;
                  const QDateTime ofOther = states.value(other.name).lastOpened;
                  return of != ofOther ? of > ofOther : one.name.localeAwareCompare(other.name) < 0;
              });
    endResetModel();
}

QString ProfileListModel::wordsFor(const ProfileState &state) const
{
    if (state.isOpen)
        return tr("open now");
    if (!state.lastOpened.isValid())
        return {};
    const auto then = Timestamp::fromDateTime(state.lastOpened);
    const auto now = Timestamp::fromDateTime(QDateTime::currentDateTimeUtc());
    const QString age = format::age(then, now);
    return state.problem.isEmpty() ? age : tr("failed %1").arg(age);
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
    case StateRole:
        return wordsFor(m_states.value(profile.name));
    case IsOpenRole:
        return m_states.value(profile.name).isOpen;
    case ProblemRole:
        return m_states.value(profile.name).problem;
    case Qt::ToolTipRole: {
        QStringList lines{index.data(Qt::AccessibleTextRole).toString()};
        if (const QString problem = index.data(ProblemRole).toString(); !problem.isEmpty())
            lines += problem;
        return format::plainToolTip(lines.join(u'\n'));
    }
    case Qt::AccessibleTextRole: {
        const QString name = EnvironmentLook::of(profile.environment).badge;
        const QString whole = profile.readOnly
            ? tr("%1, %2, read-only: %3").arg(profile.name, name, placeOf(profile))
            : tr("%1, %2: %3").arg(profile.name, name, placeOf(profile));
        const QString state = index.data(StateRole).toString();
        return state.isEmpty() ? whole : tr("%1, %2").arg(whole, state);
    }
    default:
        return {};
    }
}

} // namespace watchbill
