// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "postgres/connection.h"

#include <optional>

namespace watchbill {

/// What a connection test needs to know about a relation beyond its TaskSource.
struct TableTraits
{
    bool mayUseSchema = false;
    bool takesDeletions = true; // false for a view that cannot pass deletions on, for any role
    bool hasNotifyTrigger = false; // that of resources/sql/notify.sql, or another that uses its channel
};

/// One round trip. None if there is no such relation.
Result<std::optional<TableTraits>> readTableTraits(Connection &connection, const SessionSettings &session,
                                                   const QString &schema, const QString &table);

} // namespace watchbill
