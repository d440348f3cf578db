// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/id.h"

namespace watchbill {

/// A user of the application to view as: row security then applies as it does for this user.
struct ViewAsUser
{
    UserId id;
    QString role = QStringLiteral("authenticated"); // in which the application's server asks for its users

    bool operator==(const ViewAsUser &) const = default;
};

} // namespace watchbill
