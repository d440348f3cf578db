// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "service/untouchedtask.h"

#include "source/sourcesentences.h"
#include "task/sentences.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace watchbill::untouchedtask {

namespace {

using Kind = TaskError::Kind;

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::untouchedtask)
};

bool underRowSecurity(const std::optional<TaskSource> &source)
{
    return source && source->viewpoint.rowSecurityActive;
}

} // namespace

TaskError notFound(const std::optional<TaskSource> &source)
{
    return {Kind::NotFound,
            underRowSecurity(source)
                ? Text::tr("There is no such task, or row security hides it from the role %1.")
                      .arg(source->viewpoint.role)
                : Text::tr("There is no such task."),
            {},
            {}};
}

TaskError leftAlone(const std::optional<TaskSource> &source, const QString &what, int found)
{
    if (source && found > 1)
        return {Kind::Conflict,
                joinSentences(
                    {what, Text::tr("Several tasks have this id."), sourcesentences::doubtOfId(*source)}),
                {},
                {}};
    if (underRowSecurity(source))
        return {Kind::PermissionDenied,
                joinSentences({what,
                               Text::tr("Row security lets the role %1 see the task, but not change it.")
                                   .arg(source->viewpoint.role)}),
                {},
                {}};
    return {
        Kind::Server,
        joinSentences({what, Text::tr("The task is still there: a trigger or rule of the table keeps it.")}),
        {},
        {}};
}

} // namespace watchbill::untouchedtask
