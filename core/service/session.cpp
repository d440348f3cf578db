// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "service/session.h"

#include "postgres/servererror.h"
#include "postgres/sqltext.h"

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

Result<SessionSurvey> survey(Connection &connection, const Attempt &attempt, const ConnectionProfile &profile)
{
    SessionSettings request;
    request.role = attempt.role;
    request.readOnly = false; // so that the server's own default shows
    connection.use(attempt.settings);
    return readTaskCatalogue(connection, request, profile.schema, profile.table)
        .map([&](TaskCatalogue catalogue) {
            ServerInfo &server = catalogue.source.server;
            server.readOnly = server.readOnly || profile.readOnly;
            return SessionSurvey{attempt.settings, attempt.role, std::move(catalogue), {}};
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

Result<SessionSurvey> surveySession(Connection &connection, const ConnectionProfile &profile)
{
    const auto regular = ConnectionSettings::parse(profile.connection);
    if (!regular)
        return Failure(regular.error());
    if (sql::hasNul(profile.serviceRole))
        return failure(TaskError::Kind::InvalidInput,
                       Text::tr("A role's name must not contain a NUL character."));
    if (profile.serviceRole == "none"_L1) // with that SET ROLE goes back to the login's own
        return failure(
            TaskError::Kind::InvalidInput,
            Text::tr("“none” is not the name of a role. Leave the service role empty to use none."));
    if (profile.serviceRole.isEmpty() && profile.serviceConnection.isEmpty())
        return survey(connection, {*regular, {}}, profile);

    Attempt service{*regular, profile.serviceRole};
    if (!profile.serviceConnection.isEmpty()) {
        const auto settings = ConnectionSettings::parse(profile.serviceConnection);
        if (!settings)
            return Failure(settings.error());
        service.settings = *settings;
    }
    auto found = survey(connection, service, profile);
    if (found) {
        found->catalogue.source.viewpoint.isServiceRole = true;
        return found;
    }
    // A refused login of the regular user is no reason to try the same login again.
    const bool sameLogin =
        service.settings == *regular && found.error().kind == TaskError::Kind::Authentication;
    if (sameLogin || !isRoleUnavailable(found.error(), service))
        return found;

    const TaskError why = found.error();
    found = survey(connection, {*regular, {}}, profile);
    if (found) {
        const QString user = service.settings.value(u"user"_s);
        const QString name = !profile.serviceRole.isEmpty() ? Text::tr("role %1").arg(profile.serviceRole)
            : !user.isEmpty()                               ? Text::tr("login %1").arg(user)
                                                            : Text::tr("login");
        Viewpoint &viewpoint = found->catalogue.source.viewpoint;
        found->refusal = why;
        viewpoint.serviceNeedsPassword = needsPassword(why);
        viewpoint.fallbackReason =
            Text::tr("The service %1 is not available, so you see what %2 sees. The server says: %3")
                .arg(name, viewpoint.role, why.serverText.section(u'\n', 0, 0));
    }
    return found;
}

Result<Session> openSession(Connection &connection, const ConnectionProfile &profile)
{
    auto found = surveySession(connection, profile);
    if (!found)
        return Failure(found.error());
    return checkTaskTable(found->catalogue).map([&] {
        return Session{found->settings, found->role, profile.readOnly, std::move(found->catalogue.source)};
    });
}

} // namespace watchbill
