// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "source/chosentasks.h"

#include "postgres/sqltext.h"
#include "source/relationsql.h"
#include "source/taskcolumns.h"
#include "task/storedfields.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::ChosenTasks)
};

QString isAsSeen(const TaskRelation &relation)
{
    const QString updatedAt = relation.has(TaskField::UpdatedAt)
        ? microseconds(relationsql::expression(relation, TaskField::UpdatedAt))
        : u"NULL::bigint"_s;
    return u"(%1::text IS NOT DISTINCT FROM shown.status AND %2 IS NOT DISTINCT FROM shown.updated)"_s.arg(
        relationsql::expression(relation, TaskField::Status), updatedAt);
}

} // namespace

Result<ChosenTasks> ChosenTasks::of(const TaskRelation &relation, const QVector<TaskVersion> &versions)
{
    const TaskConditions conditions(relation);
    QStringList rows;
    QStringList ids;
    for (const TaskVersion &version : versions) {
        const auto key = conditions.literals(version.key);
        if (!key)
            return Failure(key.error());
        if (sql::hasNul(version.status.toText()))
            return failure(
                TaskError::Kind::InvalidInput,
                Text::tr("The %1 must not contain a NUL character.").arg(nameOf(TaskField::Status)));
        const QString updated =
            version.updatedAt ? sql::literal(QString::number(version.updatedAt->toServer())) : u"NULL"_s;
        const QString status = version.status.isNull() ? u"NULL"_s : sql::literal(version.status.toText());
        rows += u"(%1,%2::text,%3::bigint)"_s.arg(key->join(u','), status, updated);
        ids += key->first();
    }
    if (rows.isEmpty())
        return failure(TaskError::Kind::InvalidInput, Text::tr("No task was given."));
    QStringList names;
    QStringList sameKey;
    for (const QString &column : conditions.keyColumns()) {
        names += u"key%1"_s.arg(names.size());
        sameKey += column + " = shown."_L1 + names.last();
    }
    return ChosenTasks{u"(VALUES %1) AS shown(%2, status, updated)"_s.arg(rows.join(u','), names.join(u',')),
                       sameKey.join(" AND "_L1), watchbill::isAsSeen(relation), conditions.isOnlyOne(ids),
                       versions.size()};
}

} // namespace watchbill
