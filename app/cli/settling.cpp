// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "settling.h"

#include "execution.h"
#include "journal/journallimits.h"
#include "task/sentences.h"
#include "terminal.h"
#include "write/runs.h"

#include <QCoreApplication>

namespace watchbill {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::Settling)
};

} // namespace

std::unique_ptr<Journal> openJournal(Execution &execution)
{
    auto journal = Journal::open(Journal::defaultFile());
    if (journal)
        return std::move(*journal);
    execution.finish({{}, true, journal.error(), {}, ExitStatus::Failed}); // no usage would be better
    return nullptr;
}

void settleInterrupted(Execution &execution, const std::function<void()> &then)
{
    onFinished(Runs(execution.service(), Journal::defaultFile()).settleInterrupted(), &execution,
               [then](const Result<int> &settled) {
                   if (!settled)
                       sayUnsettled(settled.error());
                   else if (*settled > 0)
                       writeMessage(Texts::tr(
                           "%Ln interrupted change(s) were checked. See the history for the outcome.",
                           nullptr, *settled));
                   then();
               });
}

void sayUnsettled(const TaskError &error)
{
    writeMessage(
        joinSentences({Texts::tr("Could not check all tasks of interrupted changes."), error.message}));
}

QString keepJournalWithin()
{
    const JournalLimits limits = JournalLimits::chosen();
    const auto kept = Journal::open(Journal::defaultFile()).and_then([&](const auto &journal) {
        return journal->keepWithin(limits.days, limits.bytes());
    });
    return kept
        ? QString()
        : joinSentences({Texts::tr("Could not trim the history to its limits."), kept.error().message});
}

void finishWithout(Execution &execution, const TaskError &error)
{
    // Row security, which the table's rows are subject to, hides no run.
    Answer answer{{}, true, error};
    if (error.kind == TaskError::Kind::NotFound) {
        answer.status = ExitStatus::NotFound;
        answer.error->kind = TaskError::Kind::Server;
    }
    // The conflict is not with another task of the same id.
    if (error.kind == TaskError::Kind::Conflict)
        answer.error->kind = TaskError::Kind::Server;
    execution.finish(answer);
}

} // namespace watchbill
