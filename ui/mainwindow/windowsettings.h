// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "profile/connectionprofile.h"
#include "task/taskquery.h"
#include "theme/theme.h"

#include <QSettings>

#include <chrono>

namespace watchbill {

class ProfileStore;

/// Settings saved between starts, typed and with defaults. Never a password.
class WindowSettings
{
public:
    /// The query is saved for each profile; an empty name stands for all connections without one.
    explicit WindowSettings(const QString &profileName = {});

    /// The profile was renamed.
    void setProfileName(const QString &profileName);

    QByteArray geometry() const;
    void setGeometry(const QByteArray &geometry);

    QByteArray layout() const; // docks and bars
    void setLayout(const QByteArray &layout);

    QByteArray columns() const;
    void setColumns(const QByteArray &columns);

    std::chrono::milliseconds interval() const;
    void setInterval(std::chrono::milliseconds interval);

    theme::Scheme scheme() const;
    void setScheme(theme::Scheme scheme);

    TaskQuery query() const;
    void setQuery(const TaskQuery &query);

    /// For a profile that was renamed or deleted.
    void moveQuery(const QString &formerName);
    void forgetQuery();

    /// The name of the profile that was used last; empty if that has none.
    QString lastProfile() const;
    void setLastProfile(const QString &name);

    /// The connection without a name that was opened last; nothing before the first. Its passwords are left out.
    std::optional<ConnectionProfile> profile() const;
    void setProfile(const ConnectionProfile &profile);
    void forgetProfile();

    /// Earlier versions had no profiles, but remembered the last connection: once, where the store is still empty,
    /// it becomes one, and is the last one by its name. What it is called then; empty if there was none.
    QString moveConnectionTo(ProfileStore &store);

private:
    QString m_queryGroup; // with a slash at the end, or empty
    QSettings m_settings;
};

} // namespace watchbill
