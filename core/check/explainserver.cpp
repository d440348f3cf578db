// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "check/explainserver.h"

#include "advice/ownerstatements.h"
#include "advice/queryadvice.h"
#include "advice/tasktablecheck.h"
#include "check/serverfindings.h"
#include "source/sourcesentences.h"
#include "statement/taskorder.h"
#include "task/sentences.h"
#include "task/storedfields.h"
#include "task/tablename.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace watchbill::explain {

namespace {

using State = ConnectionTestStep::State;
using Finding = ConnectionTestFinding;
using Kind = RelationKind;

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::ServerFindings)
};

const TaskSource &sourceOf(const ServerFindings &found)
{
    return found.survey.catalogue.source;
}

bool isTaskTable(const ServerFindings &found)
{
    return found.traits && checkTaskTable(found.survey.catalogue);
}

Finding withoutTable()
{
    return {State::Skipped, Texts::tr("Skipped: no task table."), {}};
}

QString nameOf(const TaskSource &source)
{
    return TableName{source.schema, source.table}.toText();
}

QString whatIs(const QString &name, Kind kind)
{
    switch (kind) {
    case Kind::Partitioned:
        return Texts::tr("%1 is a partitioned table.").arg(name);
    case Kind::View:
        return Texts::tr("%1 is a view.").arg(name);
    case Kind::MaterializedView:
        return Texts::tr("%1 is a materialized view.").arg(name);
    case Kind::Foreign:
        return Texts::tr("%1 is a foreign table, which is on another server.").arg(name);
    case Kind::Table:
        break;
    }
    return Texts::tr("%1 is a table.").arg(name);
}

// What goes missing where a column does.
QString lossWithout(TaskField field)
{
    switch (field) {
    case TaskField::UpdatedAt:
        return Texts::tr("Without updated_at, durations and the time of the latest change are not shown.");
    case TaskField::ResultId:
        return Texts::tr("Without result_id, results are not shown and cannot be searched for.");
    case TaskField::ErrorMessage:
        return Texts::tr("Without error_message, the errors of failed tasks are not shown.");
    case TaskField::Metadata:
        return Texts::tr("Without metadata, the input of tasks is not shown.");
    default:
        return {};
    }
}

// The role's name is still to be put in.
QString whatMay(bool remove, bool change, bool create)
{
    switch (int(remove) | int(change) << 1 | int(create) << 2) {
    case 0:
        return Texts::tr("The role %1 can read tasks, but not delete, change or create them.");
    case 1:
        return Texts::tr("The role %1 can read and delete tasks, but not change or create them.");
    case 2:
        return Texts::tr("The role %1 can read and change tasks, but not delete or create them.");
    case 3:
        return Texts::tr("The role %1 can read, delete and change tasks, but not create them.");
    case 4:
        return Texts::tr("The role %1 can read and create tasks, but not delete or change them.");
    case 5:
        return Texts::tr("The role %1 can read, delete and create tasks, but not change them.");
    case 6:
        return Texts::tr("The role %1 can read, change and create tasks, but not delete them.");
    default:
        return Texts::tr("The role %1 can read, delete, change and create tasks.");
    }
}

QString version(const ServerInfo &server)
{
    return u"%1.%2"_s.arg(QString::number(server.version / 10'000), QString::number(server.version % 10'000));
}

} // namespace

Finding role(const ServerFindings &found)
{
    const Viewpoint &viewpoint = sourceOf(found).viewpoint;
    QString sentence = viewpoint.isServiceRole
        ? Texts::tr("Uses the service role %1 with the login %2.").arg(viewpoint.role, viewpoint.login)
        : Texts::tr("Uses the role %1.").arg(viewpoint.role);
    State state = State::Fine;
    QString advice;
    if (!viewpoint.fallbackReason.isEmpty()) {
        sentence = viewpoint.fallbackReason;
        if (!sentence.endsWith(u'.')) // the server's words end without
            sentence += u'.';
        state = State::Warning;
    }
    const auto &refusal = found.survey.refusal;
    if (refusal && refusal->sqlState == "42501"_L1 && !found.wantedRole.isEmpty())
        advice = ownerstatements::grantRole(found.wantedRole, viewpoint.login);
    const auto add = [&sentence](const QString &more) { sentence = joinSentences({sentence, more}); };
    if (sourceOf(found).isElsewhere() && !viewpoint.rowSecurityActive) {
        state = State::Warning;
        add(Texts::tr(
            "Row security on this server hides no tasks from it. Row security on the other servers cannot be checked from here."));
    } else if (viewpoint.bypassesRowSecurity) {
        add(Texts::tr("This role bypasses row security, so it sees all tasks."));
    } else if (viewpoint.rowSecurityActive) {
        state = State::Warning;
        add(Texts::tr("Row security applies to this role and may hide tasks. To see all, set a service role "
                      "that bypasses row security."));
    } else if (found.traits) {
        add(Texts::tr("No row security applies to this role on this table, so it sees all tasks."));
    } else {
        add(Texts::tr("This role does not bypass row security."));
    }
    return {state, sentence, advice};
}

Finding table(const ServerFindings &found)
{
    const TaskSource &source = sourceOf(found);
    if (!found.traits) {
        const auto fine = checkTaskTable(found.survey.catalogue);
        const QString why =
            fine ? Texts::tr("The table %1 no longer exists.").arg(nameOf(source)) : fine.error().message;
        return {State::Failed,
                joinSentences({why, Texts::tr("Check the table's name, its schema and the database.")}),
                {}};
    }
    QStringList sentences{whatIs(nameOf(source), source.kind)};
    if (!found.traits->takesDeletions)
        sentences += Texts::tr("It does not allow deletions, so tasks are read-only.");
    if (source.kind == Kind::MaterializedView)
        sentences += Texts::tr("It shows the tasks as of its last refresh.");
    State state = State::Fine;
    if (const auto &error = found.readingError) {
        // Too slow for this test is not yet too slow for a list.
        state = error->kind == TaskError::Kind::Timeout ? State::Warning : State::Failed;
        sentences += Texts::tr("Its tasks cannot be read.");
        sentences += error->message;
    }
    return {state, joinSentences(sentences), {}};
}

Finding columns(const ServerFindings &found)
{
    if (!found.traits)
        return withoutTable();
    const auto fine = checkTaskTable(found.survey.catalogue);
    if (!fine)
        return {State::Failed, fine.error().message, {}};
    const TaskSource &source = sourceOf(found);
    QStringList mapped;
    QStringList losses;
    QStringList withoutZone;
    for (const StoredField &stored : storedFields) {
        if (!source.has(stored.field)) {
            losses += lossWithout(stored.field);
            continue;
        }
        const TaskColumn column = source.columns[stored.field];
        mapped += u"%1 (%2)"_s.arg(column.name, column.sqlType);
        if (column.sqlType == "timestamp without time zone"_L1)
            withoutZone += column.name;
    }
    QStringList sentences{Texts::tr("Found: %1.").arg(listed(mapped))};
    if (const QString withheld = sourcesentences::withheldColumns(source); !withheld.isEmpty())
        sentences += withheld;
    if (source.deletedAt)
        sentences += Texts::tr("Deleting a task sets its deleted_at and keeps the row.");
    sentences += losses;
    if (!withoutZone.isEmpty())
        sentences += Texts::tr("Read as UTC, as the type has no time zone: %1.").arg(listed(withoutZone));
    return {losses.isEmpty() && withoutZone.isEmpty() ? State::Fine : State::Warning,
            joinSentences(sentences),
            {}};
}

Finding rights(const ServerFindings &found)
{
    if (!isTaskTable(found))
        return withoutTable();
    const TaskSource &source = sourceOf(found);
    if (!source.maySelect)
        return {
            State::Failed,
            Texts::tr(
                "The role %1 may not read %2, so no tasks can be shown. Ask the table's owner for the right.")
                .arg(source.viewpoint.role, nameOf(source)),
            ownerstatements::grantReading(source, *found.traits)};
    const bool canChange = source.canIdentify() && source.canUpdate;
    const bool canRemove = source.canIdentify() && source.unreadableMark.isEmpty()
        && (source.deletedAt ? source.canUpdate : source.canDelete);
    const QString sentence =
        whatMay(source.mayDelete && canRemove, source.mayUpdate && canChange, source.mayInsert)
            .arg(source.viewpoint.role);
    if (obstacleToWriting(source) != Obstacle::None)
        return {
            State::Fine,
            joinSentences(
                {sentence, Texts::tr("Refused here: %1").arg(sourcesentences::obstacleToDeleting(source))}),
            {}};
    if (!canRemove)
        return {State::Warning, joinSentences({sentence, sourcesentences::obstacleToDeleting(source)}), {}};
    if (!source.mayDelete)
        return {State::Warning, sentence, ownerstatements::grantDeleting(source)};
    const QString more =
        joinSentences({sourcesentences::cascadeOfDeletion(source), sourcesentences::doubtOfDeletion(source)});
    if (!more.isEmpty())
        return {State::Warning, joinSentences({sentence, more}), {}};
    if (!source.isIdUnique() && !source.key.isEmpty())
        return {State::Fine,
                joinSentences({sentence, sourcesentences::doubtOfId(source),
                               Texts::tr("Together they identify a task.")}),
                {}};
    if (source.hasForeignParts)
        return {State::Warning,
                joinSentences({sentence, sourcesentences::doubtOfId(source),
                               Texts::tr("Tasks that share an id are neither changed nor deleted.")}),
                {}};
    return {State::Fine, sentence, {}};
}

Finding indexes(const ServerFindings &found)
{
    if (!isTaskTable(found))
        return withoutTable();
    const TaskSource &source = sourceOf(found);
    if (source.hasForeignParts)
        return {
            State::Fine,
            joinSentences(
                {whatIs(nameOf(source), source.kind),
                 Texts::tr(
                     "Parts of it are on other servers. Its speed depends on their indexes and sizes, which cannot be checked from here.")}),
            {}};
    if (!source.canHaveIndexes())
        return {State::Fine,
                joinSentences(
                    {whatIs(nameOf(source), source.kind),
                     Texts::tr("It has no indexes of its own: speed depends on the tables behind it.")}),
                {}};
    QStringList served;
    QStringList unserved;
    for (const TaskField field : {TaskField::CreatedAt, TaskField::UpdatedAt, TaskField::Status,
                                  TaskField::Type, TaskField::UserId}) {
        if (!source.has(field))
            continue;
        (taskorder::isIndexed(source, field) ? served : unserved) += source.columns[field].name;
    }
    const bool isSlow = !unserved.isEmpty() && !source.isSmall();
    if (source.has(TaskField::ErrorMessage))
        (queryadvice::searchesErrors(source) ? served : unserved) += Texts::tr("text in error_message");
    QStringList sentences;
    if (!served.isEmpty())
        sentences += Texts::tr("Fast at any size (indexed): %1.").arg(listed(served));
    if (!unserved.isEmpty())
        sentences += Texts::tr("Not indexed: %1.").arg(listed(unserved));
    if (isSlow)
        sentences +=
            Texts::tr("Lists sorted or filtered by these scan the whole table, which is slow when it "
                      "is large. The owner can create the indexes while the table is in use.");
    else if (!unserved.isEmpty())
        sentences += Texts::tr("The table is small enough not to need them.");
    return {isSlow ? State::Warning : State::Fine, joinSentences(sentences),
            ownerstatements::missingIndexes(source).join(u'\n')};
}

Finding primary(const ServerFindings &found)
{
    const ServerInfo &server = sourceOf(found).server;
    if (server.standby)
        return {
            State::Warning,
            Texts::tr("Standby (replica) with PostgreSQL %1. It is read-only, may lag behind and sends no "
                      "notifications. For these, connect to the primary.")
                .arg(version(server)),
            {}};
    QString sentence = Texts::tr("Primary, with PostgreSQL %1.").arg(version(server));
    if (server.version < oldestServer)
        return {
            State::Warning,
            joinSentences(
                {sentence, Texts::tr("Versions before %1 are not supported.").arg(oldestServer / 10'000)}),
            {}};
    if (server.readOnly || sourceOf(found).restraint == Restraint::Profile)
        sentence = joinSentences({sentence, Texts::tr("This connection is read-only.")});
    return {State::Fine, sentence, {}};
}

Finding pooler(const ServerFindings &found, const ListenState &notifications)
{
    const ServerInfo &server = sourceOf(found).server;
    if (!server.pooled)
        return {State::Fine, Texts::tr("No pooler: direct connection to the server."), {}};
    if (server.standby)
        return {State::Fine,
                Texts::tr("Behind a pooler. Its mode is unknown, as a standby sends no notifications."),
                {}};
    switch (notifications.kind) {
    case ListenState::Kind::Listening:
        return {State::Fine, Texts::tr("Behind a pooler in session mode: notifications work."), {}};
    case ListenState::Kind::Unavailable:
        return {State::Warning,
                Texts::tr("Behind a pooler in transaction mode: everything works except notifications. "
                          "For these, connect directly or to the pooler's session mode port."),
                {}};
    default:
        return {State::Running, {}, {}};
    }
}

Finding push(const ServerFindings &found, const ListenState &notifications)
{
    const TaskSource &source = sourceOf(found);
    const QString instead = Texts::tr("The list is polled every few seconds instead.");
    if (source.server.standby)
        return {State::Warning, joinSentences({Texts::tr("A standby sends no notifications."), instead}), {}};
    if (notifications.kind == ListenState::Kind::Unavailable)
        return {State::Warning, joinSentences({notifications.reason, instead}), {}};
    if (notifications.kind != ListenState::Kind::Listening)
        return {State::Running, {}, {}};
    if (!found.traits)
        return {State::Fine, Texts::tr("Notifications work."), {}};
    if (found.traits->hasNotifyTrigger)
        return {State::Fine,
                Texts::tr("Notifications work, and the table sends them: changes show at once."),
                {}};
    const QString sentence = joinSentences(
        {Texts::tr("Notifications work, but this table has no trigger that sends them."), instead});
    if (!source.isTable())
        return {State::Fine, sentence, {}};
    return {State::Fine, joinSentences({sentence, Texts::tr("The owner can add one; this is optional.")}),
            ownerstatements::notifyTrigger(source)};
}

} // namespace watchbill::explain
