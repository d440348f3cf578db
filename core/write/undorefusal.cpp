// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "write/undorefusal.h"

#include "journal/run.h"
#include "task/visibletext.h"

#include <QCoreApplication>

namespace watchbill {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::UndoRefusal)
};

} // namespace

std::optional<TaskError> undoRefusal(const Run &run, const Run &here)
{
    using Kind = TaskError::Kind;
    const auto refused = [](Kind kind, const QString &sentence) { return TaskError{kind, sentence, {}, {}}; };
    if (run.kind == Run::Kind::Undo)
        return refused(Kind::InvalidInput, Texts::tr("Undo itself cannot be undone."));
    if (run.state == Run::State::Running)
        return refused(Kind::Conflict, Texts::tr("This is still running. Stop it first."));
    if (!run.rowsKept)
        return refused(Kind::InvalidInput,
                       Texts::tr("Its task values are no longer stored, so it cannot be undone."));
    if (!isOfSameTable(run, here))
        return refused(Kind::Conflict,
                       Texts::tr("This was done in %1.%2 of %3. Connect to it to undo this.")
                           .arg(visibleText(run.schema), visibleText(run.table),
                                visibleText(run.profile.isEmpty() ? run.place : run.profile)));
    return std::nullopt;
}

} // namespace watchbill
