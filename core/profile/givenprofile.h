// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "profile/connectionprofile.h"

#include <optional>

namespace watchbill {

class ProfileStore;

/// What a command line says about the connection: a stored profile by its name, and what is given besides.
struct GivenProfile
{
    QString name = {}; // of the stored one; empty for none
    std::optional<QString> connection = {};
    std::optional<QString> table = {};
    std::optional<QString> serviceRole = {};
    std::optional<QString> serviceConnection = {};
    bool readOnly = false; // a stored one that is read-only stays so

    bool isEmpty() const;

    /// Given values override the stored ones. With another connection or service connection it has no
    /// name any more, for the passwords that are kept under it are not for another server.
    /// InvalidInput, also if there is none of that name.
    Result<ConnectionProfile> profile(const ProfileStore &store) const;
};

} // namespace watchbill
