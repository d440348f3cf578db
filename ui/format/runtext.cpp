// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "format/runtext.h"

#include "format/format.h"
#include "format/outcometext.h"
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
    const int count =
        plural(isUndo ? run.rows.value(RowState::Undone) : run.count({RowState::Done, RowState::Undone}));
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
    if (undone == Run::Kind::ChangeStatus)
        return count == 0 ? Texts::tr("No status was changed back.")
                          : Texts::tr("Changed the status of %Ln task(s) back.", nullptr, count);
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
    const int count = plural(tasks);
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
        return Texts::tr("Removing %Ln new task(s)", nullptr, plural(tasks));
    if (undone == Run::Kind::ChangeStatus)
        return Texts::tr("Changing the status of %Ln task(s) back", nullptr, plural(tasks));
    return Texts::tr("Putting %Ln task(s) back", nullptr, plural(tasks));
}

QString outcome(const Run &run, Run::Kind undone)
{
    return joinSentences({done(run, undone), ending(run)});
}

QString leftOver(const Run &run)
{
    const qint64 count = run.count(statesLeftAlone()) - run.rows.value(RowState::Gone);
    return count == 0 ? QString() : outcometext::leftAlone(count);
}

bool isUnexpected(const Run &run)
{
    return run.count({RowState::Refused, RowState::Diverted, RowState::Ambiguous}) > 0;
}

} // namespace watchbill::runtext
