// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "runpreview.h"

#include "journal/runfacts.h"
#include "runrecord.h"
#include "source/obstacles.h"
#include "source/sourcesentences.h"
#include "task/runaction.h"
#include "task/sentences.h"
#include "write/runwork.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::RunPreview)
};

constexpr int mostUsers = 10; // that are told

QVariant orNothing(const FieldValue &value)
{
    return value ? QVariant(*value) : QVariant();
}

QVariant orNothing(const std::optional<Timestamp> &time)
{
    return time ? QVariant::fromValue(*time) : QVariant();
}

QVariant statusesOf(const TaskNumbers &numbers)
{
    Records::List list;
    for (auto status = numbers.byStatus.begin(); status != numbers.byStatus.end(); ++status)
        list.append({{u"status"_s, orNothing(status.key())}, {u"count"_s, status.value()}});
    return QVariant::fromValue(list);
}

QVariant usersOf(const TaskNumbers &numbers)
{
    Records::List list;
    for (const auto &[user, count] : numbers.busiestUsers(mostUsers))
        list.append({{u"user"_s, orNothing(user)}, {u"count"_s, count}});
    return QVariant::fromValue(list);
}

Records::Record placeOfRun(const Run &line, const ConnectionProfile &profile)
{
    return {{u"environment"_s, toText(profile.environment)},
            {u"profile"_s, orNothing(line.profile)},
            {u"place"_s, line.place},
            {u"table"_s, line.schema + u'.' + line.table},
            {u"role"_s, line.role}};
}

// "20 rows of public.parts deleted"
QString wordsOf(const DependentRows &rows)
{
    const bool isDeletion = rows.effect == Reference::Effect::Deleted;
    if (!rows.rows)
        return isDeletion ? Texts::tr("rows of %1 deleted, not counted").arg(rows.table)
                          : Texts::tr("rows of %1 without their reference, not counted").arg(rows.table);
    const int count = plural(*rows.rows);
    if (isDeletion)
        return (rows.isMinimum ? Texts::tr("at least %Ln row(s) of %1 deleted", nullptr, count)
                               : Texts::tr("%Ln row(s) of %1 deleted", nullptr, count))
            .arg(rows.table);
    return (rows.isMinimum ? Texts::tr("at least %Ln row(s) of %1 without their reference", nullptr, count)
                           : Texts::tr("%Ln row(s) of %1 without their reference", nullptr, count))
        .arg(rows.table);
}

QVariant recordsOf(const Result<QVector<DependentRows>> &dependents)
{
    if (!dependents)
        return {};
    Records::List list;
    QStringList words;
    for (const DependentRows &rows : *dependents) {
        words += wordsOf(rows);
        list.append({{u"table"_s, rows.table},
                     {u"effect"_s, rows.effect == Reference::Effect::Deleted ? u"deleted"_s : u"cleared"_s},
                     {u"rows"_s, rows.rows ? QVariant(*rows.rows) : QVariant()},
                     {u"at_least"_s, rows.isMinimum}});
    }
    return QVariant::fromValue(Worded{QVariant::fromValue(list), words.join(", "_L1)});
}

QString notesOn(const RunAction &action, const Result<QVector<DependentRows>> &dependents,
                const TaskSource &source, const ConnectionProfile &profile)
{
    if (action.kind == RunAction::Kind::RunAgain)
        return joinSentences({Texts::tr("Each gets a copy as a new task; the old one stays."),
                              sourcesentences::notCopied(source),
                              sourcesentences::obstacleToUndoing(action.kind, source),
                              obstacleTo(action, source, profile)});
    if (action.kind == RunAction::Kind::SetStatus)
        return obstacleTo(action, source, profile);
    return joinSentences(
        {source.deletedAt ? Texts::tr("The tasks are marked as deleted, and stay in the table.")
                          : Texts::tr("The tasks are removed from the table."),
         aboutDependents(source, dependents), sourcesentences::doubtOfDeletion(source),
         sourcesentences::obstacleToUndoing(action.kind, source), obstacleTo(action, source, profile)});
}

} // namespace

QString obstacleTo(const RunAction &action, const TaskSource &source, const ConnectionProfile &profile)
{
    switch (action.kind) {
    case RunAction::Kind::Delete:
        return sourcesentences::obstacleToDeleting(source);
    case RunAction::Kind::SetStatus:
        return sourcesentences::obstacleToSettingStatus(source);
    case RunAction::Kind::RunAgain:
        break;
    }
    const QString here = sourcesentences::obstacleToCreating(source);
    if (!here.isEmpty() || profile.mayRunAgain)
        return here;
    return Texts::tr(
        "This connection does not allow running tasks again, which creates new tasks for the application to process. Use --may-run-again to allow it.");
}

RunPreview previewOf(const RunOrder &order, const Result<QVector<DependentRows>> &dependents,
                     const TaskSource &source, const ConnectionProfile &profile)
{
    const RunAction &action = order.action;
    const TaskNumbers &numbers = order.tasks.numbers();
    const Run line = lineOf(order, source, profile.name);
    RunPreview preview;
    preview.tasks = numbers.all;
    if (action.kind != RunAction::Kind::RunAgain) // which leaves them to their worker
        preview.processing = numbers.byStatus.value(TaskStatus(TaskStatus::Kind::Processing).toText());
    preview.record = Records::Record{{u"would"_s, toText(line.kind)},
                                     {u"asked"_s, numbers.all},
                                     {u"details"_s, orNothing(describedDetails(line))},
                                     {u"query"_s, order.query}}
        + placeOfRun(line, profile)
        + Records::Record{{u"statuses"_s, statusesOf(numbers)},
                          {u"users"_s, usersOf(numbers)},
                          {u"all_users"_s,
                           numbers.hasMoreUsers ? QVariant() : QVariant(qint64(numbers.byUser.size()))},
                          {u"oldest"_s, orNothing(numbers.oldest)},
                          {u"newest"_s, orNothing(numbers.newest)}}
        + (action.kind == RunAction::Kind::Delete ? Records::Record{{u"dependents"_s, recordsOf(dependents)}}
                                                  : Records::Record())
        + Records::Record{{u"notes"_s, orNothing(notesOn(action, dependents, source, profile))}};
    return preview;
}

RunPreview previewOfUndo(const Run &run, const TaskSource &source, const ConnectionProfile &profile)
{
    RunPreview preview;
    preview.tasks = run.rows.value(RowState::Done);
    preview.record = Records::Record{{u"would"_s, toText(Run::Kind::Undo)},
                                     {u"asked"_s, preview.tasks},
                                     {u"undoes"_s, run.number},
                                     {u"kind"_s, toText(run.kind)},
                                     {u"begun"_s, QVariant::fromValue(run.begun)},
                                     {u"details"_s, orNothing(describedDetails(run))},
                                     {u"query"_s, run.query}}
        + placeOfRun(lineOf(source, profile.name), profile)
        + Records::Record{
            {u"notes"_s,
             orNothing(joinSentences(
                 {lostForGood(run, source), sourcesentences::about(obstacleToWriting(source), source)}))}};
    return preview;
}

} // namespace watchbill
