// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "format/outcometext.h"

#include "source/sourcesentences.h"
#include "task/sentences.h"

#include <QCoreApplication>

namespace watchbill::outcometext {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::outcometext)
};

bool isRunning(const Run &run)
{
    return run.state == Run::State::Running;
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

// Of tasks that the server left as they were without an error.
QString silentRefusal(const Run &run, const TaskSource &source)
{
    const int n = plural(run.rows.value(RowState::Refused));
    if (!source.viewpoint.rowSecurityActive)
        return Texts::tr("%Ln task(s) were not changed: a trigger or rule on the table prevented it.",
                         nullptr, n);
    return deletesTasks(run.kind) ? Texts::tr("This role can see but not delete %Ln task(s).", nullptr, n)
                                  : Texts::tr("This role can see but not change %Ln task(s).", nullptr, n);
}

// Unlike sentence(), it knows the table as it is now.
QString lineOf(const Run &run, RowState state, const QStringList &reasons, const TaskSource &source,
               Run::Kind undone)
{
    const int n = plural(run.rows.value(state));
    if (state == RowState::Changed && run.kind == Run::Kind::Undo && undone == Run::Kind::ChangeStatus)
        return Texts::tr("%Ln task(s) have changed since, and were left alone.", nullptr, n);
    if (state == RowState::Ambiguous)
        return joinSentences({sentence(run, state), sourcesentences::doubtOfId(source)});
    if (state == RowState::Refused)
        return reasons.isEmpty() ? silentRefusal(run, source)
                                 : joinSentences({sentence(run, state), reasons.first()});
    if (state == RowState::Gone)
        return source.viewpoint.rowSecurityActive
            ? Texts::tr("%Ln task(s) were already gone, or row security now hides them from this role.",
                        nullptr, n)
            : Texts::tr("%Ln task(s) were already gone.", nullptr, n);
    return sentence(run, state);
}

} // namespace

QString name(const Run &run, RowState state)
{
    switch (state) {
    case RowState::Going:
    case RowState::Returning:
        return isRunning(run) ? Texts::tr("Under way") : Texts::tr("Unknown");
    case RowState::Done:
        return doneName(run);
    case RowState::Undone:
        return makesNewTasks(run.kind)            ? Texts::tr("Removed again")
            : run.kind == Run::Kind::ChangeStatus ? Texts::tr("Changed back")
                                                  : Texts::tr("Put back");
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
        if (run.kind == Run::Kind::ChangeStatus)
            return Texts::tr("%Ln task(s) got their earlier status back.", nullptr, n);
        return makesNewTasks(run.kind) ? Texts::tr("%Ln new task(s) were removed again.", nullptr, n)
                                       : Texts::tr("%Ln task(s) were put back as they were.", nullptr, n);
    case RowState::Gone:
        return Texts::tr("%Ln task(s) were no longer there, or hidden from the role.", nullptr, n);
    case RowState::Changed:
        return run.kind == Run::Kind::Undo
            ? Texts::tr("%Ln task(s) have changed or exist again.", nullptr, n)
            : Texts::tr("%Ln task(s) changed since they were shown.", nullptr, n);
    case RowState::Refused:
        return Texts::tr("The server refused %Ln task(s).", nullptr, n);
    case RowState::Ambiguous:
        return Texts::tr("%Ln task(s) were kept, because other tasks have the same id.", nullptr, n);
    case RowState::Diverted:
        return deletesTasks(run.kind)
            ? Texts::tr(
                "%Ln task(s) were not removed: a trigger or rule on the table changed or replaced them, and they may still be listed.",
                nullptr, n)
            : Texts::tr("A trigger or rule on the table changed %Ln task(s) in another way.", nullptr, n);
    }
    return {};
}

QString leftAlone(qint64 count)
{
    return Texts::tr("%Ln task(s) were left alone.", nullptr, plural(count));
}

QString report(const Run &run, const QStringList &reasons, const TaskSource &source, Run::Kind undone)
{
    QStringList lines;
    for (const RowState state : statesLeftAlone()) {
        if (run.rows.value(state) > 0)
            lines += lineOf(run, state, reasons, source, undone);
    }
    if (const int unknown = plural(run.count(statesUnsettled())); unknown > 0)
        lines += Texts::tr(
            "The outcome of %Ln task(s) is not known yet. Watchbill checks once the server is back.", nullptr,
            unknown);
    return lines.join(u'\n');
}

} // namespace watchbill::outcometext
