// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "postgres/connection.h"
#include "profile/connectionprofile.h"
#include "source/tasksourcereader.h"

namespace watchbill {

/// What was learned on connecting, used by every request.
struct Session
{
    ConnectionSettings settings; // for reading; see ConnectionSettings::forWriting()
    QString role; // to take for each request; empty for the login's own
    TaskSource source; // with the restraint that every request carries
    QString catalogueState{}; // when the source was read; see cataloguestate

    bool isReadOnly() const { return source.restraint != Restraint::None; }
};

enum class Access { Read, Write };

/// Whether the request's SessionSettings::watched is cataloguestate::expression() of the session's table.
enum class Watching { Table, Nothing };

/// Settings for one request of this session; with Access::Read, or in a read-only session, the server refuses writes.
/// In a read-only session the server also refuses writes that do not carry these settings; behind a pooler, where
/// sessions are shared, only the request's transaction is read-only.
SessionSettings settingsFor(const Session &session, Access access, std::chrono::milliseconds limit,
                            Watching watching = Watching::Table);

/// What a profile's connection leads to, whether it is a task table or not.
struct SessionSurvey
{
    ConnectionSettings settings; // for reading
    QString role; // in effect for each request; empty for the login's own
    TaskCatalogue catalogue;
    std::optional<TaskError> refusal; // why the service role is not in effect, if one was asked for
};

/// Connects as the profile says and reads the table's catalogue. The service role is tried first. Only
/// when the server says that it is not available (no such role, not granted, login refused) is the
/// regular connection used, and the source's viewpoint says so and why; every other error is returned.
Result<SessionSurvey> surveySession(Connection &connection, const ConnectionProfile &profile);

/// The server, or a pooler, rejected this login: another one may be accepted.
bool isLoginRefused(const TaskError &error);

/// Viewing choices beyond the profile.
struct Viewing
{
    std::optional<ViewAsUser> viewAs;
    bool locked = false; // changes are refused although the profile allows them
};

/// Like surveySession(), but Unsupported if the table is not a task table.
///
/// With a user to view as, that user's claims and role go with each request instead, as the application's own
/// server has it. The service login is tried first, as it is granted more. InvalidInput if the user's id cannot
/// be one of this table's; NotFound if there is no such role; PermissionDenied if no login may take it.
///
/// `reached` receives server and login once these are reached, also if there is no such table.
Result<Session> openSession(Connection &connection, const ConnectionProfile &profile,
                            const Viewing &viewing = {}, std::optional<TaskAccess> *reached = nullptr);

/// Rereads the table's catalogue for the session, without logging in again.
Result<Session> renewedSession(Connection &connection, const Session &session);

/// What the server is told to refuse.
Restraint restraintOf(const ConnectionProfile &profile, const Viewing &viewing);

} // namespace watchbill
