// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "check/connectionteststep.h"
#include "postgres/listenstate.h"
#include "session/session.h"
#include "source/tabletraits.h"

namespace watchbill {

/// What a connection test has learned from the server after logging in.
struct ServerFindings
{
    QString wantedRole; // the service role that the profile names
    SessionSurvey survey;
    std::optional<TableTraits> traits; // none if there is no such table
    std::optional<TaskError> readingError{}; // why a task cannot be read as the list does it; none if it can
};

/// One finding for each step, in words. Steps that need the table are Skipped if there is none.
namespace explain {

inline constexpr int oldestServer = 130'000; // PostgreSQL 13

ConnectionTestFinding role(const ServerFindings &found);
ConnectionTestFinding table(const ServerFindings &found);
ConnectionTestFinding columns(const ServerFindings &found);
ConnectionTestFinding rights(const ServerFindings &found);
ConnectionTestFinding indexes(const ServerFindings &found);
ConnectionTestFinding primary(const ServerFindings &found);

/// Whether notifications arrive tells the pooler's mode; pass Off while that is unknown.
ConnectionTestFinding pooler(const ServerFindings &found, const ListenState &notifications);
ConnectionTestFinding push(const ServerFindings &found, const ListenState &notifications);

} // namespace explain

} // namespace watchbill
