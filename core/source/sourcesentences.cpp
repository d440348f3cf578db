// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "source/sourcesentences.h"

#include "source/auditstatements.h"
#include "task/sentences.h"
#include "task/storedfields.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace watchbill::sourcesentences {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::TaskSource)
};

QString cannotDeleteFrom(const TaskRelation &relation)
{
    switch (relation.kind) {
    case RelationKind::MaterializedView:
        return Texts::tr("%1.%2 is a materialized view, which is read-only.")
            .arg(relation.schema, relation.table);
    case RelationKind::Foreign:
        return Texts::tr("%1.%2 is a foreign table, which is read-only here.")
            .arg(relation.schema, relation.table);
    default:
        return Texts::tr("%1.%2 is a view that does not allow deletions.")
            .arg(relation.schema, relation.table);
    }
}

} // namespace

QString unreadableMark(const TaskRelation &relation)
{
    return Texts::
        tr("%1.%2 marks deleted tasks in its column deleted_at, whose type is %3. Watchbill can only set a time there, so it deletes nothing here.")
            .arg(relation.schema, relation.table, relation.unreadableMark);
}

QString about(Obstacle obstacle, const TaskSource &source)
{
    switch (obstacle) {
    case Obstacle::None:
        break;
    case Obstacle::ViewAs:
        return Texts::tr("You are viewing as another user, which is read-only. Stop viewing as user first.");
    case Obstacle::Profile:
        return Texts::tr("This connection is set to read-only. Edit the connection to make changes.");
    case Obstacle::Locked:
        return Texts::tr("Production is locked. Unlock it to make changes.");
    case Obstacle::Standby:
        return Texts::tr("This server is a standby, which is read-only.");
    case Obstacle::ReadOnlyLogin:
        return Texts::tr("This login is read-only on the server (default_transaction_read_only).");
    case Obstacle::Audit:
        return Texts::tr(
                   "Changes are recorded in %1.%2, and the role %3 may not add to it. Its owner can grant "
                   "INSERT on it.")
            .arg(source.schema, auditstatements::tableName, source.viewpoint.role);
    case Obstacle::Identity:
        return missingKey(source);
    case Obstacle::Relation:
        return cannotDeleteFrom(source);
    case Obstacle::Mark:
        return unreadableMark(source);
    case Obstacle::Right:
        return Texts::tr("The role %1 may not delete from %2.%3.")
            .arg(source.viewpoint.role, source.schema, source.table);
    }
    return {};
}

QString obstacleToWriting(const TaskSource &source)
{
    return about(watchbill::obstacleToWriting(source), source);
}

QString obstacleToDeleting(const TaskSource &source)
{
    return about(watchbill::obstacleToDeleting(source), source);
}

QString obstacleToSettingStatus(const TaskSource &source)
{
    const Obstacle obstacle = watchbill::obstacleToSettingStatus(source);
    if (obstacle == Obstacle::Relation)
        return Texts::tr("Tasks of %1.%2 cannot be changed: it does not allow changes.")
            .arg(source.schema, source.table);
    if (obstacle == Obstacle::Right)
        return Texts::tr("The role %1 may not change tasks of %2.%3.")
            .arg(source.viewpoint.role, source.schema, source.table);
    return about(obstacle, source);
}

QString obstacleToCreating(const TaskSource &source)
{
    const Obstacle obstacle = watchbill::obstacleToCreating(source);
    return obstacle == Obstacle::Right ? Texts::tr("The role %1 may not add tasks to %2.%3.")
                                             .arg(source.viewpoint.role, source.schema, source.table)
                                       : about(obstacle, source);
}

QString doubtOfRows(const TaskRelation &relation)
{
    if (relation.hasForeignParts)
        return Texts::tr(
                   "Parts of %1.%2 are on other servers: from these it shows what its logins there can see.")
            .arg(relation.schema, relation.table);
    switch (relation.kind) {
    case RelationKind::View:
        return Texts::tr("%1.%2 is a view: its query and the tables behind it decide what it shows.")
            .arg(relation.schema, relation.table);
    case RelationKind::MaterializedView:
        return Texts::tr("%1.%2 is a materialized view: it shows the data as of its last refresh.")
            .arg(relation.schema, relation.table);
    case RelationKind::Foreign:
        return Texts::tr("%1.%2 is a foreign table: it shows what its login on the other server can "
                         "see.")
            .arg(relation.schema, relation.table);
    case RelationKind::Table:
    case RelationKind::Partitioned:
        break;
    }
    return {};
}

QString withheldColumns(const TaskSource &source)
{
    if (source.withheldColumns.isEmpty())
        return {};
    return Texts::tr("Not shown, as the role %1 may not read these columns of %2.%3: %4.")
        .arg(source.viewpoint.role, source.schema, source.table, listed(source.withheldColumns));
}

QString doubtOfId(const TaskRelation &relation)
{
    if (relation.isIdUnique())
        return {};
    if (relation.key.isEmpty())
        return relation.mayIdBeUnique()
            ? Texts::tr("Ids in %1.%2 may not be unique: this server does not enforce it.")
                  .arg(relation.schema, relation.table)
            : Texts::tr("Ids in %1.%2 may not be unique: no key enforces it.")
                  .arg(relation.schema, relation.table);
    return Texts::tr("Tasks in %1.%2 may have the same id: only %3 together are unique.")
        .arg(relation.schema, relation.table, listed(relation.key));
}

QString missingKey(const TaskRelation &relation)
{
    if (relation.canIdentify())
        return {};
    if (relation.hasChildren)
        return Texts::
            tr("No key of %1.%2 covers the tables that inherit from it. Tasks cannot be identified, so they are shown but cannot be changed.")
                .arg(relation.schema, relation.table);
    return Texts::
        tr("%1.%2 has no primary key, and no unique key without NULL that contains the column %3. Tasks cannot be identified, so they are shown but cannot be changed.")
            .arg(relation.schema, relation.table, relation.columns[TaskField::Id].name);
}

QString cascadeOfDeletion(const TaskRelation &relation)
{
    if (relation.deletedAt || relation.cascades.isEmpty())
        return {};
    const QString itself = relation.schema + u'.' + relation.table;
    QStringList others = relation.cascades;
    const bool isOfTasks = others.removeAll(itself) > 0;
    return joinSentences(
        {isOfTasks ? Texts::tr("Tasks that refer to a deleted task are deleted with it.") : QString(),
         others.isEmpty() ? QString()
                          : Texts::tr("Rows in %1 that refer to a deleted task are deleted with it.")
                                .arg(listed(others))});
}

QString doubtOfDeletion(const TaskSource &source)
{
    if (source.deletedAt)
        return {};
    return joinSentences(
        {source.hasDeleteRules ? Texts::tr("A rule on the table replaces deletions, so tasks may remain.")
             : source.hasDeleteTriggers
             ? Texts::tr("A trigger on the table runs before each deletion and may prevent it.")
             : QString(),
         source.unreadColumns.isEmpty()
             ? QString()
             : Texts::tr("Undo does not restore columns that this role may not read: %1.")
                   .arg(listed(source.unreadColumns))});
}

QString obstacleToUndoing(RunAction::Kind change, const TaskSource &source)
{
    if (source.deletedAt || change == RunAction::Kind::SetStatus)
        return {};
    if (change == RunAction::Kind::RunAgain)
        return source.canDelete && source.mayDelete
            ? QString()
            : Texts::tr("It cannot be undone: the role %1 may not delete from %2.%3.")
                  .arg(source.viewpoint.role, source.schema, source.table);
    if (!source.canInsert)
        return Texts::tr("It cannot be undone: %1.%2 does not accept new rows.")
            .arg(source.schema, source.table);
    if (!source.mayInsert)
        return Texts::tr("It cannot be undone with the role %1, which may not add tasks to %2.%3.")
            .arg(source.viewpoint.role, source.schema, source.table);
    if (!source.unsettableColumns.isEmpty())
        return Texts::
            tr("It cannot be undone with the role %1, which may not set these columns of new tasks in %2.%3: %4.")
                .arg(source.viewpoint.role, source.schema, source.table, listed(source.unsettableColumns));
    return {};
}

QString notCopied(const TaskRelation &relation)
{
    QStringList columns = relation.otherColumns;
    for (const TaskColumn &column : relation.restOfKey) {
        if (!column.hasDefault)
            columns.removeOne(column.name);
    }
    if (relation.deletedAt)
        columns.removeOne(relation.deletedAt->name);
    return columns.isEmpty()
        ? QString()
        : Texts::tr("Not copied, so that the table's defaults apply: %1.").arg(listed(columns));
}

QString changes(const TaskRelation &before, const TaskRelation &now)
{
    QStringList changes;
    for (const StoredField &field : storedFields) {
        const auto was = before.columns.find(field.field);
        const auto is = now.columns.find(field.field);
        if (is == now.columns.end() && was == before.columns.end())
            continue;
        if (is == now.columns.end())
            changes += Texts::tr("The column %1 is gone.").arg(was->name);
        else if (was == before.columns.end())
            changes += Texts::tr("The column %1 is new.").arg(is->name);
        else if (was->sqlType != is->sqlType)
            changes += Texts::tr("The column %1 now has the type %2.").arg(is->name, is->sqlType);
        else if (was->labels != is->labels)
            changes += Texts::tr("The values of %1 are now %2.").arg(is->name, listed(is->labels));
    }
    if (now.deletedAt && !before.deletedAt)
        changes += Texts::tr("It has the column deleted_at, so tasks are marked instead of deleted.");
    if (!now.deletedAt && before.deletedAt)
        changes += Texts::tr("The column deleted_at is gone, so deletions are now permanent.");
    if (now.key != before.key)
        changes += now.key.isEmpty() ? Texts::tr("Tasks can no longer be identified.")
                                     : Texts::tr("A task is now identified by %1.").arg(listed(now.key));
    if (now.number != before.number)
        changes.prepend(Texts::tr("It is another table of the same name."));
    if (changes.isEmpty())
        return {};
    changes.prepend(Texts::tr("%1.%2 has changed.").arg(now.schema, now.table));
    return joinSentences(changes);
}

QString restOf(const TaskRelation &relation, const TaskKey &key)
{
    QStringList values;
    for (qsizetype i = 0; i < relation.restOfKey.size(); ++i)
        values += relation.restOfKey[i].name + u'=' + key.rest.value(i);
    return values.join(u' ');
}

QString tellApart(const TaskRelation &relation, const QVector<TaskKey> &keys)
{
    if (relation.restOfKey.isEmpty())
        return {};
    QStringList tasks;
    for (const TaskKey &key : keys)
        tasks += restOf(relation, key);
    return Texts::tr("They are: %1.").arg(tasks.join("; "_L1));
}

} // namespace watchbill::sourcesentences
