// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "session/session.h"

#include "advice/tasktablecheck.h"
#include "postgres/servererror.h"
#include "postgres/sqltext.h"
#include "source/cataloguestate.h"
#include "task/sentences.h"
#include "task/uuidtext.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::Session)
};

struct Attempt
{
    ConnectionSettings settings;
    QString role;
    std::optional<ViewAsUser> viewAs{};
};

// What the application's own server says of a user who has logged in.
QMap<QString, QString> claimsOf(const ViewAsUser &user)
{
    const QJsonObject claims{{u"sub"_s, user.id.toText()}, {u"role"_s, user.role}};
    return {
        {u"request.jwt.claims"_s, QString::fromUtf8(QJsonDocument(claims).toJson(QJsonDocument::Compact))},
        {u"request.jwt.claim.sub"_s, user.id.toText()},
        {u"request.jwt.claim.role"_s, user.role}};
}

// For reading the catalogue.
SessionSettings surveying(const QString &role, const std::optional<ViewAsUser> &viewAs)
{
    SessionSettings request;
    request.role = role;
    request.readOnly = false; // so that the server's own default shows
    if (viewAs)
        request.variables = claimsOf(*viewAs);
    return request;
}

Result<SessionSurvey> survey(Connection &connection, const Attempt &attempt, const ConnectionProfile &profile)
{
    const ConnectionSettings settings = attempt.settings.forReading();
    connection.use(settings);
    return readTaskCatalogue(connection, surveying(attempt.role, attempt.viewAs), profile.schema,
                             profile.table)
        .map([&](TaskCatalogue catalogue) {
            catalogue.source.viewpoint.viewAs = attempt.viewAs;
            catalogue.source.restraint = restraintOf(profile, {attempt.viewAs, false});
            catalogue.source.ownStuckAfter = profile.stuckAfter;
            catalogue.source.server.writesToPrimary = settings.forWriting() != settings;
            return SessionSurvey{settings, attempt.role, std::move(catalogue), {}};
        });
}

bool isRoleUnavailable(const TaskError &error, const Attempt &attempt)
{
    if (isLoginRefused(error))
        return true;
    // What SET ROLE answers for a role that is not there (22023) or not granted to the login (42501).
    return !attempt.role.isEmpty() && error.isOfSettings
        && (error.sqlState == "22023"_L1 || error.sqlState == "42501"_L1);
}

Result<void> checkRole(const QString &role)
{
    if (sql::hasNul(role))
        return failure(TaskError::Kind::InvalidInput,
                       Texts::tr("A role's name must not contain a NUL character."));
    if (role == "none"_L1) // with that SET ROLE goes back to the login's own
        return failure(TaskError::Kind::InvalidInput, Texts::tr("“none” is not a role name."));
    return {};
}

Result<void> check(const ViewAsUser &user)
{
    if (user.id.toText().isEmpty() || sql::hasNul(user.id.toText()))
        return failure(TaskError::Kind::InvalidInput, Texts::tr("Enter the id of the user to view as."));
    if (user.role.isEmpty())
        return failure(TaskError::Kind::InvalidInput,
                       Texts::tr("Enter the role to view with, such as “authenticated”."));
    return checkRole(user.role);
}

TaskError explained(const TaskError &error, const QString &role)
{
    if (!error.isOfSettings)
        return error;
    if (error.sqlState == "22023"_L1)
        return {TaskError::Kind::NotFound, Texts::tr("The server has no role “%1”.").arg(role),
                error.sqlState, error.serverText};
    if (error.sqlState == "42501"_L1)
        return {TaskError::Kind::PermissionDenied,
                Texts::tr("This login may not use the role “%1”. An administrator can GRANT it to the login.")
                    .arg(role),
                error.sqlState, error.serverText};
    return error;
}

// The login that is granted more comes first.
Result<SessionSurvey> surveyAs(const ViewAsUser &user, Connection &connection,
                               const ConnectionProfile &profile)
{
    if (const auto fine = check(user); !fine)
        return Failure(fine.error());
    TaskError refusal;
    for (const QString &login : {profile.serviceConnection, profile.connection}) {
        if (login.isEmpty() && !profile.connection.isEmpty())
            continue;
        const auto settings = ConnectionSettings::parse(login);
        if (!settings)
            return Failure(settings.error());
        const Attempt attempt{*settings, user.role, user};
        const auto found = survey(connection, attempt, profile);
        if (found)
            return found;
        refusal = explained(found.error(), user.role);
        if (!isRoleUnavailable(found.error(), attempt))
            break;
    }
    return Failure(refusal);
}

// A role that bypasses row security would not show what the user sees. The table's ids tell what a user's id looks like; a policy
// would only fail on another.
Result<void> checkUser(const TaskSource &source)
{
    if (!source.viewpoint.viewAs)
        return {};
    if (source.viewpoint.bypassesRowSecurity)
        return failure(
            TaskError::Kind::InvalidInput,
            Texts::tr("The role “%1” bypasses row security, so it would not show what a user sees. "
                      "Use the role that the application uses for its users.")
                .arg(source.viewpoint.role.left(60)));
    const QString id = source.viewpoint.viewAs->id.toText();
    if (source.columns[TaskField::UserId].family == TaskColumn::Family::Uuid && !isUuid(id))
        return failure(TaskError::Kind::InvalidInput,
                       Texts::tr("“%1” is not a UUID, which this table needs for users.").arg(id.left(60)));
    return {};
}

} // namespace

bool isLoginRefused(const TaskError &error)
{
    return error.kind == TaskError::Kind::Authentication
        || (error.isOfLogin && error.sqlState == "08P01"_L1); // a pooler has no other code
}

Restraint restraintOf(const ConnectionProfile &profile, const Viewing &viewing)
{
    return viewing.viewAs  ? Restraint::ViewAs
        : profile.readOnly ? Restraint::Profile
        : viewing.locked   ? Restraint::Locked
                           : Restraint::None;
}

SessionSettings settingsFor(const Session &session, Access access, std::chrono::milliseconds limit,
                            Watching watching)
{
    SessionSettings settings;
    settings.role = session.role;
    if (watching == Watching::Table)
        settings.watched = cataloguestate::expression(session.source.schema, session.source.table);
    settings.timeLimit = limit;
    settings.sortsElsewhere = session.source.isElsewhere();
    settings.readOnly = access == Access::Read || session.isReadOnly();
    settings.readOnlySession = session.isReadOnly() && !session.source.server.pooled;
    if (session.source.viewpoint.viewAs)
        settings.variables = claimsOf(*session.source.viewpoint.viewAs);
    return settings;
}

Result<SessionSurvey> surveySession(Connection &connection, const ConnectionProfile &profile)
{
    const auto regular = ConnectionSettings::parse(profile.connection);
    if (!regular)
        return Failure(regular.error());
    if (const auto fine = checkRole(profile.serviceRole); !fine)
        return Failure(fine.error());
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
    const bool sameLogin = service.settings == *regular && isLoginRefused(found.error());
    if (sameLogin || !isRoleUnavailable(found.error(), service))
        return found;

    const TaskError why = found.error();
    found = survey(connection, {*regular, {}}, profile);
    if (found) {
        const QString user = service.settings.value(u"user"_s);
        Viewpoint &viewpoint = found->catalogue.source.viewpoint;
        found->refusal = why;
        viewpoint.serviceNeedsPassword = needsPassword(why);
        const QString missing = !profile.serviceRole.isEmpty()
            ? Texts::tr("The service role %1 is not available, so you see what %2 sees.")
                  .arg(profile.serviceRole, viewpoint.role)
            : !user.isEmpty()
            ? Texts::tr("The service login %1 is not available, so you see what %2 sees.")
                  .arg(user, viewpoint.role)
            : Texts::tr("The service login is not available, so you see what %1 sees.").arg(viewpoint.role);
        viewpoint.fallbackReason = joinSentences(
            {missing,
             why.isOfLogin ? why.message
                           : Texts::tr("The server says: %1").arg(why.serverText.section(u'\n', 0, 0))});
    }
    return found;
}

Result<Session> openSession(Connection &connection, const ConnectionProfile &profile, const Viewing &viewing,
                            std::optional<TaskAccess> *reached)
{
    auto found =
        viewing.viewAs ? surveyAs(*viewing.viewAs, connection, profile) : surveySession(connection, profile);
    if (!found)
        return Failure(found.error());
    TaskSource &source = found->catalogue.source;
    source.restraint = restraintOf(profile, viewing);
    if (reached)
        *reached = source;
    return checkTaskTable(found->catalogue).and_then([&] { return checkUser(source); }).map([&] {
        return Session{found->settings, found->role, std::move(source), found->catalogue.state};
    });
}

Result<Session> renewedSession(Connection &connection, const Session &session)
{
    const TaskSource &before = session.source;
    return readTaskCatalogue(connection, surveying(session.role, before.viewpoint.viewAs), before.schema,
                             before.table)
        .and_then([&](TaskCatalogue catalogue) -> Result<Session> {
            TaskSource &source = catalogue.source;
            source.viewpoint.isServiceRole = before.viewpoint.isServiceRole;
            source.viewpoint.viewAs = before.viewpoint.viewAs;
            source.viewpoint.fallbackReason = before.viewpoint.fallbackReason;
            source.viewpoint.serviceNeedsPassword = before.viewpoint.serviceNeedsPassword;
            source.server.writesToPrimary = before.server.writesToPrimary;
            source.restraint = before.restraint;
            source.ownStuckAfter = before.ownStuckAfter;
            return checkTaskTable(catalogue).map([&] {
                return Session{session.settings, session.role, std::move(source), catalogue.state};
            });
        });
}

} // namespace watchbill
