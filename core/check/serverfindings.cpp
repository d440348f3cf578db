// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "check/serverfindings.h"

#include "advice/tasktablecheck.h"
#include "postgres/connection.h"
#include "profile/connectionprofile.h"
#include "service/failurecause.h"
#include "statement/taskstatements.h"

using namespace std::chrono_literals;

namespace watchbill {

namespace {

constexpr auto catalogueLimit = 15s;

// What rights and catalogue do not tell: a policy or a view may fail when it is evaluated.
std::optional<TaskError> tryToRead(Connection &connection, const SessionSurvey &survey)
{
    const TaskSource &source = survey.catalogue.source;
    if (!checkTaskTable(survey.catalogue) || !source.maySelect)
        return std::nullopt;
    PageRequest one;
    one.limit = 1;
    const auto statements = TaskStatements(source).page(one);
    if (!statements)
        return statements.error();
    const Session session{survey.settings, survey.role, source};
    RequestSubject subject;
    subject.limit = catalogueLimit;
    const auto read = connection.execute(settingsFor(session, Access::Read, subject.limit), *statements);
    return read ? std::nullopt : std::optional(explainFailure(connection, session, read.error(), subject));
}

} // namespace

Result<ServerFindings> readServerFindings(Connection &connection, const ConnectionProfile &profile)
{
    const auto survey = surveySession(connection, profile);
    if (!survey)
        return Failure(survey.error());
    return readTableTraits(connection, {survey->role, catalogueLimit}, profile.schema, profile.table)
        .map([&](const std::optional<TableTraits> &traits) {
            return ServerFindings{profile.serviceRole, *survey, traits, tryToRead(connection, *survey)};
        });
}

} // namespace watchbill
