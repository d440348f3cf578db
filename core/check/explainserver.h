// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "check/connectionteststep.h"
#include "postgres/listenstate.h"

namespace watchbill {

struct ServerFindings;

/// What was found on a server, in words: one finding for each step. Steps that need the table are Skipped if there is none.
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
