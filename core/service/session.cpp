// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "service/session.h"

#include "postgres/sqltext.h"
#include "source/tasksourcereader.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::Session)
};

struct Attempt
{
    ConnectionSettings settings;
    QString role;
};

Result<Session> open(Connection &connection, const Attempt &attempt, const ConnectionProfile &profile)
{
    SessionSettings request;
    request.role = attempt.role;
    request.readOnly = false; // so that the server's own default shows
    connection.use(attempt.settings);
    return readTaskSource(connection, request, profile.schema, profile.table).map([&](TaskSource source) {
        source.server.readOnly = source.server.readOnly || profile.readOnly;
        return Session{attempt.settings, attempt.role, profile.readOnly, std::move(source)};
    });
}

bool isRoleUnavailable(const TaskError &error, const Attempt &attempt)
{
    if (error.kind == TaskError::Kind::Authentication)
        return true;
    // What SET ROLE answers for a role that is not there (22023) or not granted to the login (42501).
    return !attempt.role.isEmpty() && (error.sqlState == "22023"_L1 || error.sqlState == "42501"_L1);
}

} // namespace

Result<Session> openSession(Connection &connection, const ConnectionProfile &profile)
{
    const auto regular = ConnectionSettings::parse(profile.connection);
    if (!regular)
        return Failure(regular.error());
    if (sql::hasNul(profile.serviceRole))
        return failure(TaskError::Kind::InvalidInput,
                       Text::tr("A role's name must not contain a NUL character."));
    if (profile.serviceRole == "none"_L1) // with that SET ROLE goes back to the login's own
        return failure(TaskError::Kind::InvalidInput,
                       Text::tr("“none” is not the name of a role. Leave the service role empty to use none."));
    if (profile.serviceRole.isEmpty() && profile.serviceConnection.isEmpty())
        return open(connection, {*regular, {}}, profile);

    Attempt service{*regular, profile.serviceRole};
    if (!profile.serviceConnection.isEmpty()) {
        const auto settings = ConnectionSettings::parse(profile.serviceConnection);
        if (!settings)
            return Failure(settings.error());
        service.settings = *settings;
    }
    auto session = open(connection, service, profile);
    if (session) {
        session->source.viewpoint.isServiceRole = true;
        return session;
    }
    // A refused login of the regular user is no reason to try the same login again.
    const bool sameLogin =
        service.settings == *regular && session.error().kind == TaskError::Kind::Authentication;
    if (sameLogin || !isRoleUnavailable(session.error(), service))
        return session;

    const TaskError why = session.error();
    session = open(connection, {*regular, {}}, profile);
    if (session) {
        const QString user = service.settings.value(u"user"_s);
        const QString name = !profile.serviceRole.isEmpty() ? Text::tr("role %1").arg(profile.serviceRole)
            : !user.isEmpty()                               ? Text::tr("login %1").arg(user)
                                                            : Text::tr("login");
        session->source.viewpoint.fallbackReason =
            Text::tr("The service %1 is not available, so you see what %2 sees. The server says: %3")
                .arg(name, session->source.viewpoint.role, why.serverText.section(u'\n', 0, 0));
    }
    return session;
}

} // namespace watchbill
