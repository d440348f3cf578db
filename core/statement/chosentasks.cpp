// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "statement/chosentasks.h"

#include "postgres/sqltext.h"
#include "source/relationsql.h"
#include "statement/taskcolumns.h"
#include "statement/valuetable.h"
#include "task/storedfields.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::ChosenTasks)
};

QString isAsSeen(const TaskRelation &relation)
{
    const QString updatedAt = relation.has(TaskField::UpdatedAt)
        ? taskcolumns::sentTime(relation.columns[TaskField::UpdatedAt])
        : u"NULL::bytea"_s;
    return u"(%1::text IS NOT DISTINCT FROM shown.status "
           "AND %2 IS NOT DISTINCT FROM pg_catalog.int8send(shown.updated))"_s.arg(
               relationsql::expression(relation, TaskField::Status), updatedAt);
}

QString keysOf(const QVector<ValueTable::Column> &table)
{
    QStringList names;
    for (const ValueTable::Column &column : table)
        names += "shown."_L1 + column.name;
    const QString id = names.takeFirst();
    return taskcolumns::keyList(id, names);
}

} // namespace

Result<ChosenTasks> ChosenTasks::of(const TaskRelation &relation, const QVector<TaskVersion> &versions, By by)
{
    if (versions.isEmpty())
        return failure(TaskError::Kind::InvalidInput, Texts::tr("No task was given."));
    const TaskConditions conditions(relation);
    QVector<ValueTable::Column> columns = conditions.keyTable();
    columns += {{u"status"_s, u"text"_s}, {u"updated"_s, u"bigint"_s}};
    if (by == By::Place)
        columns += {u"place"_s, u"tid"_s};
    ValueTable shown(columns);
    QStringList ids;
    for (const TaskVersion &version : versions) {
        const auto key = conditions.keyTexts(version.key);
        if (!key)
            return Failure(key.error());
        if (sql::hasNul(version.status.toText()))
            return failure(
                TaskError::Kind::InvalidInput,
                Texts::tr("The %1 must not contain a NUL character.").arg(nameOf(TaskField::Status)));
        QVector<std::optional<QString>> row(key->begin(), key->end());
        row += version.status.value();
        row +=
            version.updatedAt ? std::optional(QString::number(version.updatedAt->toServer())) : std::nullopt;
        if (by == By::Place)
            row += version.place;
        shown.add(row);
        ids += key->first();
    }
    const QString hasPlace = by == By::Place ? u"t.ctid = shown.place AND "_s : QString();
    return ChosenTasks{shown.as(u"shown"_s),          hasPlace + conditions.hasKeyOf(u"shown"_s),
                       watchbill::isAsSeen(relation), conditions.isOnlyOne(ids),
                       keysOf(conditions.keyTable()), versions.size()};
}

} // namespace watchbill
