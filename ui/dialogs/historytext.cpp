// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "dialogs/historytext.h"

#include "format/format.h"
#include "journal/runfacts.h"
#include "task/sentences.h"
#include "write/undorefusal.h"

#include <QCoreApplication>

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace watchbill::historytext {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::historytext)
};

int plural(qint64 count)
{
    return int(std::min<qint64>(count, std::numeric_limits<int>::max()));
}

bool isRunning(const Run &run)
{
    return run.state == Run::State::Running;
}

QString state(const Run &run)
{
    switch (run.state) {
    case Run::State::Running:
        return Texts::tr("Running…");
    case Run::State::Done:
        return Texts::tr("Done");
    case Run::State::Cancelled:
        return Texts::tr("Stopped");
    case Run::State::Failed:
        return Texts::tr("Failed");
    case Run::State::Interrupted:
        break;
    }
    return Texts::tr("Interrupted");
}

// The number of tasks left alone, as a part of the outcome.
QString brief(RowState state, qint64 count)
{
    const int n = plural(count);
    switch (state) {
    case RowState::Gone:
        return Texts::tr("%Ln already gone", nullptr, n);
    case RowState::Changed:
        return Texts::tr("%Ln changed since", nullptr, n);
    case RowState::Refused:
        return Texts::tr("%Ln refused", nullptr, n);
    case RowState::Ambiguous:
        return Texts::tr("%Ln with ambiguous id", nullptr, n);
    case RowState::Diverted:
        return Texts::tr("%Ln changed by a trigger or rule", nullptr, n);
    default:
        return {};
    }
}

QString doneSentence(const Run &run, int n)
{
    switch (run.kind) {
    case Run::Kind::Delete:
        return Texts::tr("%Ln task(s) were deleted.", nullptr, n);
    case Run::Kind::Mark:
        return Texts::tr("%Ln task(s) were marked as deleted.", nullptr, n);
    case Run::Kind::ChangeStatus:
        return Texts::tr("%Ln task(s) got the new status.", nullptr, n);
    case Run::Kind::RunAgain:
        return Texts::tr("%Ln task(s) were run again, as new tasks.", nullptr, n);
    case Run::Kind::Create:
        return Texts::tr("%Ln task(s) were created.", nullptr, n);
    case Run::Kind::Undo:
        break;
    }
    return Texts::tr("%Ln task(s) were put back as they were.", nullptr, n);
}

QString doneName(const Run &run)
{
    switch (run.kind) {
    case Run::Kind::Delete:
        return Texts::tr("Deleted");
    case Run::Kind::Mark:
        return Texts::tr("Marked as deleted");
    case Run::Kind::ChangeStatus:
        return Texts::tr("Status changed");
    case Run::Kind::RunAgain:
        return Texts::tr("Run again");
    case Run::Kind::Create:
        return Texts::tr("Created");
    case Run::Kind::Undo:
        break;
    }
    return Texts::tr("Put back");
}

QString newStatus(const Run &run)
{
    const auto facts = RunFacts::fromText(run.details);
    if (!facts || !facts->status) // of an earlier version
        return Texts::tr("Status changed: %1").arg(format::firstLine(run.details));
    const QString status = format::firstLine(facts->status->toText());
    const QString result = facts->resultId ? format::firstLine(facts->resultId->toText()) : QString();
    const QString error = format::firstLine(facts->errorMessage.value_or(QString()));
    if (facts->resultId && facts->errorMessage)
        return Texts::tr("Status set to %1, with the result %2 and the error “%3”")
            .arg(status, result, error);
    if (facts->resultId)
        return Texts::tr("Status set to %1, with the result %2").arg(status, result);
    if (facts->errorMessage)
        return Texts::tr("Status set to %1, with the error “%2”").arg(status, error);
    return Texts::tr("Status set to %1").arg(status);
}

} // namespace

qint64 count(const Run &run, const QVector<RowState> &states)
{
    qint64 count = 0;
    for (const RowState state : states)
        count += run.rows.value(state);
    return count;
}

QString what(const Run &run)
{
    switch (run.kind) {
    case Run::Kind::ChangeStatus:
        return newStatus(run);
    case Run::Kind::Undo:
        return Texts::tr("Put back (undo of %1)").arg(QString::number(run.undoes));
    default:
        return doneName(run);
    }
}

QString howMany(const Run &run)
{
    const qint64 reached = count(run, {RowState::Done, RowState::Returning, RowState::Undone});
    return reached == run.asked
        ? format::number(reached)
        : Texts::tr("%1 of %2").arg(format::number(reached), format::number(run.asked));
}

QString connection(const Run &run)
{
    return format::firstLine(run.profile.isEmpty() ? run.place : run.profile);
}

QString outcome(const Run &run)
{
    QStringList parts{state(run)};
    for (const RowState state : statesLeftAlone()) {
        if (const qint64 rows = run.rows.value(state); rows > 0)
            parts += brief(state, rows);
    }
    const qint64 unknown = count(run, {RowState::Going, RowState::Returning});
    if (unknown > 0 && !isRunning(run))
        parts += Texts::tr("%Ln unknown", nullptr, plural(unknown));
    const qint64 undone = run.rows.value(RowState::Undone);
    if (undone > 0 && run.kind != Run::Kind::Undo)
        parts += Texts::tr("%Ln put back", nullptr, plural(undone));
    return listed(parts);
}

QString name(const Run &run, RowState state)
{
    switch (state) {
    case RowState::Going:
    case RowState::Returning:
        return isRunning(run) ? Texts::tr("Under way") : Texts::tr("Unknown");
    case RowState::Done:
        return doneName(run);
    case RowState::Undone:
        return makesNewTasks(run.kind) ? Texts::tr("Removed again") : Texts::tr("Put back");
    case RowState::Gone:
        return Texts::tr("Already gone");
    case RowState::Changed:
        return Texts::tr("Changed since");
    case RowState::Refused:
        return Texts::tr("Refused");
    case RowState::Ambiguous:
        return Texts::tr("Ambiguous id");
    case RowState::Diverted:
        return Texts::tr("Changed by a trigger or rule");
    }
    return {};
}

QString sentence(const Run &run, RowState state)
{
    const int n = plural(run.rows.value(state));
    switch (state) {
    case RowState::Going:
        return isRunning(run)
            ? Texts::tr("%Ln task(s) are being changed.", nullptr, n)
            : Texts::tr(
                "Whether %Ln task(s) were changed is unknown until Watchbill connects to their table.",
                nullptr, n);
    case RowState::Returning:
        return isRunning(run)
            ? Texts::tr("%Ln task(s) are being put back.", nullptr, n)
            : Texts::tr(
                "Whether %Ln task(s) were put back is unknown until Watchbill connects to their table.",
                nullptr, n);
    case RowState::Done:
        return doneSentence(run, n);
    case RowState::Undone:
        return makesNewTasks(run.kind) ? Texts::tr("%Ln new task(s) were removed again.", nullptr, n)
                                       : Texts::tr("%Ln task(s) were put back as they were.", nullptr, n);
    case RowState::Gone:
        return Texts::tr("%Ln task(s) were no longer there, or hidden from the role.", nullptr, n);
    case RowState::Changed:
        return Texts::tr("%Ln task(s) had changed in the meantime and were kept.", nullptr, n);
    case RowState::Refused:
        return Texts::tr("The server refused %Ln task(s).", nullptr, n);
    case RowState::Ambiguous:
        return Texts::tr("%Ln task(s) were kept, as other tasks have the same id.", nullptr, n);
    case RowState::Diverted:
        return Texts::tr("A trigger or rule on the table changed %Ln task(s) in another way.", nullptr, n);
    }
    return {};
}

QString leftAloneSentence(const Run &run)
{
    return Texts::tr("%Ln task(s) were left alone.", nullptr, plural(count(run, statesLeftAlone())));
}

QString undoObstacle(const Run &run, const Run &here)
{
    if (const auto refusal = undoRefusal(run, here))
        return refusal->message;
    if (run.rows.value(RowState::Done) > 0)
        return {};
    if (count(run, {RowState::Going, RowState::Returning}) > 0)
        return Texts::tr("The outcome is not known yet.");
    return run.rows.value(RowState::Undone) > 0 ? Texts::tr("This has been undone already.")
                                                : Texts::tr("Nothing was changed.");
}

} // namespace watchbill::historytext
