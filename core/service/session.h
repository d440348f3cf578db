// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "postgres/connection.h"
#include "profile/connectionprofile.h"
#include "source/tasksourcereader.h"

namespace watchbill {

/// What was found out when connecting, and what every request then uses.
struct Session
{
    ConnectionSettings settings;
    QString role; // to take for each request; empty for the login's own
    bool readOnly = false; // as the profile says
    TaskSource source;
};

enum class Access { Read, Write };

/// For one request of this session; with Access::Read, or in a read-only session, the server refuses writes.
inline SessionSettings settingsFor(const Session &session, Access access, std::chrono::milliseconds limit)
{
    return {session.role, limit, access == Access::Read || session.readOnly};
}

/// What is found where a profile leads, be it a table of tasks or not.
struct SessionSurvey
{
    ConnectionSettings settings;
    QString role; // in effect for each request; empty for the login's own
    TaskCatalogue catalogue;
    std::optional<TaskError> refusal; // why the service role is not in effect, if one was asked for
};

/// Connects as the profile says and reads the table's catalogue. The service role is tried first. Only
/// when the server says that it is not available (no such role, not granted, login refused) is the
/// regular connection used, and the source's viewpoint says so and why; every other error is returned.
Result<SessionSurvey> surveySession(Connection &connection, const ConnectionProfile &profile);

/// The same for a table that must be one of tasks; Unsupported if it is not.
Result<Session> openSession(Connection &connection, const ConnectionProfile &profile);

} // namespace watchbill
