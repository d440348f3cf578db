// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/taskerror.h"

#include <memory>

struct pg_conn;

namespace watchbill {

class ConnectionSettings;

struct EndLink
{
    void operator()(pg_conn *connection) const;
};

/// A connection of libpq's that ends with its owner.
using Link = std::unique_ptr<pg_conn, EndLink>;

/// Logs in and waits for it: at each host in turn, for no longer than connect_timeout at each, as PQconnectdb() does.
/// Unlike that, it learns the SQLSTATE of a refusal, which libpq tells only if it is asked for on the way.
/// Connection or Authentication.
Result<Link> logIn(const ConnectionSettings &settings);

} // namespace watchbill
