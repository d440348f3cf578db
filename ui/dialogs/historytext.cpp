// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "dialogs/historytext.h"

#include "format/format.h"
#include "format/outcometext.h"
#include "journal/runfacts.h"
#include "task/sentences.h"
#include "write/undorefusal.h"

#include <QCoreApplication>

namespace watchbill::historytext {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::historytext)
};

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

qint64 reachedBy(const Run &run)
{
    return run.count({RowState::Done, RowState::Returning, RowState::Undone});
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

QString undo(const Run &run)
{
    const QString number = QString::number(run.undoes);
    if (run.undoneKind && makesNewTasks(*run.undoneKind))
        return Texts::tr("New tasks removed (undo of %1)").arg(number);
    return run.undoneKind == Run::Kind::ChangeStatus
        ? Texts::tr("Status changed back (undo of %1)").arg(number)
        : Texts::tr("Put back (undo of %1)").arg(number);
}

// A run notes "localhost" for a socket, where the server need not listen.
QString computerOf(const Run &run)
{
    const QString address = run.place.section(u'/', 0, -2);
    const bool isHere = address.isEmpty() || address.startsWith("localhost:"_L1);
    return isHere ? Texts::tr("this computer") : address;
}

} // namespace

QString what(const Run &run)
{
    switch (run.kind) {
    case Run::Kind::ChangeStatus:
        return newStatus(run);
    case Run::Kind::Undo:
        return undo(run);
    default:
        return outcometext::name(run, RowState::Done);
    }
}

QString howMany(const Run &run)
{
    const qint64 reached = reachedBy(run);
    return reached == run.asked
        ? format::number(reached)
        : Texts::tr("%1 of %2").arg(format::number(reached), format::number(run.asked));
}

QString title(const Run &run)
{
    const QString number = QString::number(run.number);
    const qint64 reached = reachedBy(run);
    return reached == run.asked
        ? Texts::tr("No. %1: %2, %Ln task(s)", nullptr, plural(reached)).arg(number, what(run))
        : Texts::tr("No. %1: %2, %3 of %Ln task(s)", nullptr, plural(run.asked))
              .arg(number, what(run), format::number(reached));
}

QString connection(const Run &run)
{
    if (!run.profile.isEmpty())
        return format::firstLine(run.profile);
    // As the window names a connection without a name; all of the address is in the tooltip.
    return format::firstLine(Texts::tr("%1 on %2").arg(run.database, computerOf(run)));
}

QString table(const Run &run)
{
    return Texts::tr("%1.%2 in %3 on %4").arg(run.schema, run.table, run.database, computerOf(run));
}

QString outcome(const Run &run)
{
    QStringList parts{state(run)};
    for (const RowState state : statesLeftAlone()) {
        if (const qint64 rows = run.rows.value(state); rows > 0)
            parts += outcometext::brief(state, rows);
    }
    const qint64 unknown = run.count(statesUnsettled());
    if (unknown > 0 && run.state != Run::State::Running)
        parts += Texts::tr("%Ln unknown", nullptr, plural(unknown));
    const qint64 undone = run.rows.value(RowState::Undone);
    if (undone > 0 && run.kind != Run::Kind::Undo)
        parts += run.kind == Run::Kind::ChangeStatus ? Texts::tr("%Ln changed back", nullptr, plural(undone))
                                                     : Texts::tr("%Ln put back", nullptr, plural(undone));
    return listed(parts);
}

QString undoObstacle(const Run &run, const Run &here)
{
    if (const auto refusal = undoRefusal(run, here))
        return refusal->message;
    if (run.rows.value(RowState::Done) > 0)
        return {};
    if (run.count(statesUnsettled()) > 0)
        return Texts::tr("The outcome is not known yet.");
    return run.rows.value(RowState::Undone) > 0 ? Texts::tr("This has been undone already.")
                                                : Texts::tr("Nothing was changed.");
}

} // namespace watchbill::historytext
