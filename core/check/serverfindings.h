// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "session/session.h"
#include "source/tabletraits.h"
#include "task/taskerror.h"

#include <optional>

namespace watchbill {

class Connection;
struct ConnectionProfile;

/// What a connection test has learned from the server after logging in.
struct ServerFindings
{
    QString wantedRole; // the service role that the profile names
    SessionSurvey survey;
    std::optional<TableTraits> traits; // none if there is no such table
    std::optional<TaskError> readingError{}; // why a task cannot be read as the list does it; none if it can
};

/// Looks at all of it with the profile's role, without changing anything. Errors are those of the login and of the
/// catalogue; that a task cannot be read is a finding.
Result<ServerFindings> readServerFindings(Connection &connection, const ConnectionProfile &profile);

} // namespace watchbill
