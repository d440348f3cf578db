// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/taskerror.h"

struct pg_result;

namespace watchbill {

/// What the server said when it refused a statement.
struct ServerMessage
{
    QString sqlState;
    QString primary;
    QString detail;
    QString hint;
};

/// The one place that maps SQLSTATEs to what a person can do about them
/// (https://www.postgresql.org/docs/current/errcodes-appendix.html).
TaskError errorFromServer(const ServerMessage &message);

/// The same for a result of libpq's that is an error; one without an SQLSTATE is libpq's own word that the
/// link broke.
TaskError errorFromResult(const pg_result *result);

/// A failed connection attempt. libpq gives an SQLSTATE for it only within its verbose text; without one the
/// words decide between a server that refused the login and one that was not reached.
TaskError errorFromLogin(const QString &text);

/// The link broke while a statement was under way.
TaskError errorFromLostLink(const QString &text);

} // namespace watchbill
