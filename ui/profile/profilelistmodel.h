// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "profile/connectionprofile.h"
#include "profile/profilestate.h"

#include <QAbstractListModel>
#include <QMap>
#include <QVector>

namespace watchbill {

/// Connections, those that were opened last first, and else by their names.
class ProfileListModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        PlaceRole = Qt::UserRole, // where the tasks are, in words
        EnvironmentRole, // as int
        ReadOnlyRole,
        StateRole, // how it went, in a few words; empty if it was never opened
        IsOpenRole,
        ProblemRole, // a sentence; empty if there is none
    };

    using QAbstractListModel::QAbstractListModel;

    /// `states` by the profiles' names.
    void setProfiles(const QVector<ConnectionProfile> &profiles, const QMap<QString, ProfileState> &states);
    const ConnectionProfile &profile(int row) const { return m_profiles.at(row); }
    int rowOf(const QString &name) const; // -1 if there is none

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    QString wordsFor(const ProfileState &state) const;

    QVector<ConnectionProfile> m_profiles;
    QMap<QString, ProfileState> m_states;
};

} // namespace watchbill
