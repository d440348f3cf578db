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
    ServerDetails details{};
};

/// The one place that maps SQLSTATEs to what a person can do about them
/// (https://www.postgresql.org/docs/current/errcodes-appendix.html).
TaskError errorFromServer(const ServerMessage &message);

/// The error of a failed result of libpq; one without an SQLSTATE comes from libpq itself and means that the link
/// broke. An error of connecting that does not end our own connection is another server's, which this one could not
/// reach for a part of the table.
TaskError errorFromResult(const pg_result *result);

/// What libpq says of an attempt to log in.
struct LoginFailure
{
    QString text; // in verbose words, the only place where it tells the SQLSTATE
    bool lacksPassword = false; // the server asked for one and there was none
    bool usedPassword = false; // the server asked for one and was sent it
};

/// Authentication if the server refused the login, Connection if it was not reached or is not to be had. Without an
/// SQLSTATE the message is libpq's own, in the language of this program's locale.
TaskError errorFromLogin(const LoginFailure &failure);

/// The link broke while a statement was under way.
TaskError errorFromLostLink(const QString &text);

} // namespace watchbill
