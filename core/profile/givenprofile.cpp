// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "profile/givenprofile.h"

#include "profile/profilestore.h"

namespace watchbill {

bool GivenProfile::isEmpty() const
{
    return name.isEmpty() && !connection && !table && !serviceRole && !serviceConnection && !readOnly;
}

Result<ConnectionProfile> GivenProfile::profile(const ProfileStore &store) const
{
    ConnectionProfile profile;
    if (!name.isEmpty()) {
        const auto stored = store.profile(name);
        // A script must not take it for a task that was not found.
        if (!stored && stored.error().kind == TaskError::Kind::NotFound)
            return failure(TaskError::Kind::InvalidInput, stored.error().message);
        if (!stored)
            return stored;
        profile = *stored;
    }
    if (connection || serviceConnection)
        profile.name.clear();
    profile.connection = connection.value_or(profile.connection);
    profile.serviceRole = serviceRole.value_or(profile.serviceRole);
    profile.serviceConnection = serviceConnection.value_or(profile.serviceConnection);
    profile.readOnly = profile.readOnly || readOnly;
    if (table) {
        if (const auto set = profile.setTableName(*table); !set)
            return Failure(set.error());
    }
    return profile;
}

} // namespace watchbill
