// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "profile/connectionprofile.h"

#include <QSettings>

#include <optional>

namespace watchbill {

/// The connection that was used last, for the next start.
class LastConnection
{
public:
    /// The name of its profile; empty if it has none.
    QString profileName() const;
    void setProfileName(const QString &name);

    /// The connection without a name that was opened last; nothing before the first. Its passwords are left out.
    std::optional<ConnectionProfile> unnamed() const;
    void setUnnamed(const ConnectionProfile &profile);

private:
    QSettings m_settings;
};

} // namespace watchbill
