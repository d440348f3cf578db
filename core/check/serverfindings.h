// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "check/connectionteststep.h"
#include "postgres/listenstate.h"
#include "session/session.h"
#include "source/tabletraits.h"

namespace watchbill {

/// What a connection test has learned from a server that let it in.
struct ServerFindings
{
    QString wantedRole; // the service role that the profile names
    SessionSurvey survey;
    std::optional<TableTraits> traits; // none if there is no such table
};

/// What each says, in words. Those that need the table are Skipped where there is none.
namespace explain {

inline constexpr int oldestServer = 130'000; // PostgreSQL 13

ConnectionTestFinding role(const ServerFindings &found);
ConnectionTestFinding table(const ServerFindings &found);
ConnectionTestFinding columns(const ServerFindings &found);
ConnectionTestFinding rights(const ServerFindings &found);
ConnectionTestFinding indexes(const ServerFindings &found);
ConnectionTestFinding primary(const ServerFindings &found);

/// Notifications tell the pooler's mode: off while that is not known yet.
ConnectionTestFinding pooler(const ServerFindings &found, const ListenState &notifications);
ConnectionTestFinding push(const ServerFindings &found, const ListenState &notifications);

} // namespace explain

} // namespace watchbill
