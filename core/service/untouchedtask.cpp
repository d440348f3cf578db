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

struct Texts
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
                ? Texts::tr("There is no such task, or row security hides it from the role %1.")
                      .arg(source->viewpoint.role)
                : Texts::tr("There is no such task."),
            {},
            {}};
}

TaskError ambiguous(const std::optional<TaskSource> &source, const QString &what,
                    const QVector<TaskKey> &found)
{
    QStringList sentences{what, Texts::tr("Several tasks have this id.")};
    if (source)
        sentences << sourcesentences::tellApart(*source, found) << sourcesentences::doubtOfId(*source);
    return {Kind::Conflict, joinSentences(sentences), {}, {}};
}

TaskError leftAlone(const std::optional<TaskSource> &source, const QString &what)
{
    if (underRowSecurity(source))
        return {Kind::PermissionDenied,
                joinSentences({what,
                               Texts::tr("Row security lets the role %1 see the task, but not change it.")
                                   .arg(source->viewpoint.role)}),
                {},
                {}};
    return {Kind::Server,
            joinSentences({what, Texts::tr("A trigger or rule on the table prevented it.")}),
            {},
            {}};
}

TaskError diverted()
{
    return {Kind::Server,
            Texts::tr("The task was not deleted: a trigger or rule on the table changed it instead."),
            {},
            {}};
}

} // namespace watchbill::untouchedtask
