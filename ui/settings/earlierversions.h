// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace watchbill {

class ProfileStore;

/// Converts the settings of an earlier version, once. Call it before any settings are read.
///
/// Version 0.1.0 had no profiles, but remembered its last connection: where the store is still empty, that becomes
/// one, and is the last one by its name, which is returned. And it had the columns of all tables in one place.
QString takeOverEarlierSettings(ProfileStore &store);

} // namespace watchbill
