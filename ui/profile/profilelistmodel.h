// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "profile/connectionprofile.h"

#include <QAbstractListModel>
#include <QVector>

namespace watchbill {

/// Connections by their names.
class ProfileListModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        PlaceRole = Qt::UserRole, // where the tasks are, in words
        EnvironmentRole, // as int
        ReadOnlyRole,
    };

    using QAbstractListModel::QAbstractListModel;

    void setProfiles(const QVector<ConnectionProfile> &profiles);
    const ConnectionProfile &profile(int row) const { return m_profiles.at(row); }
    int rowOf(const QString &name) const; // -1 if there is none

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    QVector<ConnectionProfile> m_profiles;
};

} // namespace watchbill
