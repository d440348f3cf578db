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

/// What is remembered from one start to the next, typed and with defaults. Never a password.
class WindowSettings
{
public:
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

    /// The connection that was opened last; nothing before the first. One with a name is remembered by that alone:
    /// what it is now, or whether it is still there, the store knows. One without leaves its passwords out.
    std::optional<ConnectionProfile> profile() const;
    QString profileName() const; // empty if it had none
    void setProfile(const ConnectionProfile &profile);

    /// Earlier versions had no profiles, but remembered the last connection: once, where the store is still empty,
    /// it becomes one, and is the last one by its name. What it is called then; empty if there was none.
    QString moveConnectionTo(ProfileStore &store);

private:
    QSettings m_settings;
};

} // namespace watchbill
