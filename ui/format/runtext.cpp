// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "format/runtext.h"

#include "format/format.h"
#include "source/sourcesentences.h"
#include "task/sentences.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace watchbill::runtext {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::runtext)
};

QString done(const Run &run, Run::Kind undone)
{
    const bool isUndo = run.kind == Run::Kind::Undo;
    const int count = int(run.rows.value(isUndo ? RowState::Undone : RowState::Done)
                          + (isUndo ? 0 : run.rows.value(RowState::Undone)));
    switch (run.kind) {
    case Run::Kind::Delete:
        return count == 0 ? Texts::tr("Nothing was deleted.")
                          : Texts::tr("Deleted %Ln task(s).", nullptr, count);
    case Run::Kind::Mark:
        return count == 0 ? Texts::tr("Nothing was deleted.")
                          : Texts::tr("Marked %Ln task(s) as deleted.", nullptr, count);
    case Run::Kind::ChangeStatus:
        return count == 0 ? Texts::tr("No status was changed.")
                          : Texts::tr("Set the status of %Ln task(s).", nullptr, count);
    case Run::Kind::RunAgain:
        return count == 0 ? Texts::tr("Nothing was run again.")
                          : Texts::tr("Ran %Ln task(s) again.", nullptr, count);
    case Run::Kind::Create:
        return Texts::tr("Created %Ln task(s).", nullptr, count);
    case Run::Kind::Undo:
        break;
    }
    if (makesNewTasks(undone))
        return count == 0 ? Texts::tr("Nothing was removed.")
                          : Texts::tr("Removed %Ln new task(s).", nullptr, count);
    return count == 0 ? Texts::tr("Nothing was put back.")
                      : Texts::tr("Put %Ln task(s) back.", nullptr, count);
}

QString ending(const Run &run)
{
    switch (run.state) {
    case Run::State::Cancelled:
        return Texts::tr("Stopped by you.");
    case Run::State::Failed:
        return run.error;
    case Run::State::Interrupted:
        return Texts::tr("Watchbill ended before this was finished.");
    case Run::State::Running:
    case Run::State::Done:
        break;
    }
    return {};
}

} // namespace

QString doing(const RunAction &action, qint64 tasks)
{
    const int count = int(tasks);
    switch (action.kind) {
    case RunAction::Kind::Delete:
        return Texts::tr("Deleting %Ln task(s)", nullptr, count);
    case RunAction::Kind::SetStatus:
        return Texts::tr("Setting %Ln task(s) to %1", nullptr, count)
            .arg(format::word(action.status.toText()));
    case RunAction::Kind::RunAgain:
        break;
    }
    return Texts::tr("Running %Ln task(s) again", nullptr, count);
}

QString undoing(Run::Kind undone, qint64 tasks)
{
    if (makesNewTasks(undone))
        return Texts::tr("Removing %Ln new task(s)", nullptr, int(tasks));
    return Texts::tr("Putting %Ln task(s) back", nullptr, int(tasks));
}

QString outcome(const Run &run, Run::Kind undone)
{
    return joinSentences({done(run, undone), ending(run)});
}

QString leftOver(const Run &run)
{
    int count = 0;
    for (const RowState state : statesLeftAlone())
        count += state == RowState::Gone ? 0 : int(run.rows.value(state));
    return count == 0 ? QString() : Texts::tr("%Ln task(s) were left alone.", nullptr, count);
}

bool isUnexpected(const Run &run)
{
    return run.rows.value(RowState::Refused) > 0 || run.rows.value(RowState::Diverted) > 0
        || run.rows.value(RowState::Ambiguous) > 0;
}

QString leftAlone(const Run &run, const QStringList &reasons, const TaskSource &source)
{
    const bool rowSecurityActive = source.viewpoint.rowSecurityActive;
    const auto count = [&run](RowState state) { return int(run.rows.value(state)); };
    QStringList lines;
    if (const int ambiguous = count(RowState::Ambiguous); ambiguous > 0)
        lines +=
            Texts::tr("%Ln task(s) were kept, because other tasks have the same id. %1", nullptr, ambiguous)
                .arg(sourcesentences::doubtOfId(source));
    if (const int changed = count(RowState::Changed); changed > 0)
        lines += run.kind == Run::Kind::Undo
            ? Texts::tr("%Ln task(s) have changed or exist again.", nullptr, changed)
            : Texts::tr("%Ln task(s) changed since they were shown.", nullptr, changed);
    if (const int diverted = count(RowState::Diverted); diverted > 0)
        lines += Texts::tr(
            "%Ln task(s) were not removed: a trigger or rule on the table changed or replaced them, and they may still be listed.",
            nullptr, diverted);
    if (const int refused = count(RowState::Refused); refused > 0) {
        if (!reasons.isEmpty())
            lines += Texts::tr("The server refused %Ln task(s). %1", nullptr, refused).arg(reasons.first());
        else if (rowSecurityActive)
            lines += run.kind == Run::Kind::Delete || run.kind == Run::Kind::Mark
                ? Texts::tr("This role can see but not delete %Ln task(s).", nullptr, refused)
                : Texts::tr("This role can see but not change %Ln task(s).", nullptr, refused);
        else
            lines += Texts::tr("%Ln task(s) were not changed: a trigger or rule on the table prevented it.",
                               nullptr, refused);
    }
    if (const int gone = count(RowState::Gone); gone > 0)
        lines += rowSecurityActive
            ? Texts::tr("%Ln task(s) were already gone, or row security now hides them from this role.",
                        nullptr, gone)
            : Texts::tr("%Ln task(s) were already gone.", nullptr, gone);
    if (const int unknown = count(RowState::Going) + count(RowState::Returning); unknown > 0)
        lines += Texts::tr(
            "The outcome of %Ln task(s) is not known yet. Watchbill checks once the server is back.", nullptr,
            unknown);
    return lines.join(u'\n');
}

} // namespace watchbill::runtext
