// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "confirmedrun.h"

#include "execution.h"
#include "interruption.h"
#include "journal/journal.h"
#include "progressline.h"
#include "runrecord.h"
#include "settling.h"
#include "tableoutput.h"
#include "task/sentences.h"
#include "terminal.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::ConfirmedRun)
};

constexpr qint64 mostAgreedToByYes = 100; // for more, the number is typed
constexpr int mostReasons = 20; // in a report

QString question(const ProposedRun &proposed)
{
    const int n = plural(proposed.preview.tasks);
    switch (proposed.kind) {
    case Run::Kind::ChangeStatus:
        return Texts::tr("Change the status of %Ln task(s)? [y/N] ", nullptr, n);
    case Run::Kind::RunAgain:
        return Texts::tr("Run %Ln task(s) again? [y/N] ", nullptr, n);
    case Run::Kind::Undo:
        if (proposed.undone == Run::Kind::ChangeStatus)
            return Texts::tr("Change the status of %Ln task(s) back? [y/N] ", nullptr, n);
        return makesNewTasks(proposed.undone) ? Texts::tr("Remove %Ln new task(s)? [y/N] ", nullptr, n)
                                              : Texts::tr("Put %Ln task(s) back? [y/N] ", nullptr, n);
    default:
        return Texts::tr("Delete %Ln task(s)? [y/N] ", nullptr, n);
    }
}

// The number is read and typed by a person, so it has no separators.
QString questionForNumber(const ProposedRun &proposed)
{
    const QString number = QString::number(proposed.preview.tasks);
    switch (proposed.kind) {
    case Run::Kind::ChangeStatus:
        return Texts::tr("Type %1 to change their status: ").arg(number);
    case Run::Kind::RunAgain:
        return Texts::tr("Type %1 to run them again: ").arg(number);
    case Run::Kind::Undo:
        if (proposed.undone == Run::Kind::ChangeStatus)
            return Texts::tr("Type %1 to change their status back: ").arg(number);
        return makesNewTasks(proposed.undone) ? Texts::tr("Type %1 to remove the new tasks: ").arg(number)
                                              : Texts::tr("Type %1 to put them back: ").arg(number);
    default:
        return Texts::tr("Type %1 to delete them: ").arg(number);
    }
}

// Of the tasks that it has made.
Result<QStringList> newIdsOf(const Run &run, const Journal &journal)
{
    QStringList ids;
    Journal::Section section{{RowState::Done}, 0, 1'000, Qt::AscendingOrder};
    for (bool isMore = run.kind == Run::Kind::RunAgain; isMore;) {
        const auto rows = journal.rows(run.number, section);
        if (!rows)
            return Failure(rows.error());
        for (const JournalRow &row : *rows) {
            ids += row.key.id.toText();
            section.after = row.number;
        }
        isMore = rows->size() == section.limit;
    }
    return ids;
}

bool isYes(const std::optional<QString> &line)
{
    const QString word = line.value_or(QString()).trimmed().toLower();
    return word == "y"_L1 || word == "yes"_L1;
}

} // namespace

ConfirmedRun::ConfirmedRun(Execution &execution, const ProposedRun &proposed)
    : QObject(&execution)
    , m_execution(execution)
    , m_proposed(proposed)
{
}

void ConfirmedRun::begin()
{
    if (m_execution.given().has(u"dry-run"_s)) {
        m_execution.finish({m_execution.output().record(m_proposed.preview.record), true, {}});
        return;
    }
    if (!m_proposed.obstacle.isEmpty()) {
        m_execution.finish({{}, true, TaskError{TaskError::Kind::ReadOnly, m_proposed.obstacle, {}, {}}});
        return;
    }
    if (m_proposed.preview.tasks == 0) {
        Run none;
        none.kind = m_proposed.kind;
        none.state = Run::State::Done;
        const bool isOfTable = m_proposed.kind != Run::Kind::Undo;
        m_execution.finish(
            {m_execution.output().record(reportOn(none, {})), !isOfTable, {}, m_proposed.nothing});
        return;
    }
    if (isConfirmed())
        start();
}

// If not, the program ends.
bool ConfirmedRun::isConfirmed()
{
    if (!m_execution.given().has(u"yes"_s)) {
        if (!canAsk()) {
            refuse(Texts::tr(
                "There is no terminal to ask on. Use --yes to confirm, or --dry-run to see what would change."));
            return false;
        }
        writeAside(TableOutput(std::nullopt).record(m_proposed.preview.record));
        if (!isConfirmedOfAll()) {
            refuse({});
            return false;
        }
    }
    return isConfirmedOfProcessing();
}

bool ConfirmedRun::isConfirmedOfAll()
{
    m_wasAsked = true;
    const qint64 tasks = m_proposed.preview.tasks;
    const bool isProduction = m_execution.service().profile().environment == Environment::Production;
    if (!isProduction && tasks <= mostAgreedToByYes)
        return isYes(askLine(question(m_proposed)));
    const auto typed = askLine(questionForNumber(m_proposed));
    return typed && typed->trimmed() == QString::number(tasks);
}

bool ConfirmedRun::isConfirmedOfProcessing()
{
    const qint64 processing = m_proposed.preview.processing;
    if (processing == 0 || m_execution.given().has(u"processing"_s))
        return true;
    if (!canAsk()) {
        refuse(Texts::tr(
            "%Ln of the tasks are processing, and a worker may be busy with them: give --processing to "
            "include them, or add -status:processing to the query.",
            nullptr, plural(processing)));
        return false;
    }
    if (isYes(askLine(
            Texts::tr("%Ln of the tasks are processing, and a worker may be busy with them. Include them? "
                      "[y/N] ",
                      nullptr, plural(processing)))))
        return true;
    refuse(Texts::tr("Add -status:processing to the query to leave them out."));
    return false;
}

void ConfirmedRun::refuse(const QString &sentence)
{
    const QString words = joinSentences({Texts::tr("Nothing was changed."), sentence});
    m_execution.finish({{}, true, TaskError{TaskError::Kind::InvalidInput, words, {}, {}}});
}

void ConfirmedRun::start()
{
    m_execution.interruption().instead([control = m_control] { control->cancel(); });
    m_line = std::make_unique<ProgressLine>(m_execution.service(), m_control);
    const auto limits = m_wasAsked ? std::optional(JournalLimits::chosen()) : std::nullopt;
    onFinished(m_proposed.start(m_control, limits), this, [this](const Result<Run> &run) {
        m_line.reset();
        if (run)
            report(*run);
        else
            finishWithout(m_execution, run.error());
    });
}

void ConfirmedRun::report(const Run &run)
{
    QVector<JournalRow> leftAlone;
    QStringList sentences;
    const auto journal = Journal::open(Journal::defaultFile());
    const auto rows = journal.and_then([&](const auto &opened) {
        return opened->rows(run.number, {statesLeftAlone(), 0, mostReasons, Qt::AscendingOrder});
    });
    if (rows)
        leftAlone = *rows;
    else
        sentences += rows.error().message;
    const auto newIds = journal.and_then([&](const auto &opened) { return newIdsOf(run, *opened); });
    if (rows && !newIds)
        sentences += newIds.error().message;
    Answer answer{
        m_execution.output().record(reportOn(run, leftAlone, newIds.value_or(QStringList()))), true, {}};
    const QString limits = keepJournalWithin();
    const auto kept = journal.and_then([&](const auto &opened) { return opened->run(run.number); });
    const bool isDropped = kept && !kept->rowsKept;
    const qint64 left = leftAloneIn(run);
    if (left > 0)
        sentences += isDropped
            ? Texts::tr("%Ln task(s) were left alone.", nullptr, plural(left))
            : Texts::tr("%Ln task(s) were left alone. For all reasons see: watchbillctl history %1", nullptr,
                        plural(left))
                  .arg(run.number);
    if (run.state == Run::State::Cancelled)
        sentences += Texts::tr("Cancelled. Changes made so far remain.");
    if (isDropped)
        sentences += Texts::tr("This exceeds the history's space limit and cannot be undone.");
    else if (m_wasAsked && run.kind != Run::Kind::Undo)
        sentences += Texts::tr("To undo: watchbillctl undo %1").arg(run.number);
    if (!limits.isEmpty())
        sentences += limits;
    if (run.state == Run::State::Failed)
        answer.error = TaskError{TaskError::Kind::Server, run.error, {}, {}};
    answer.remark = joinSentences(sentences);
    if (run.state != Run::State::Done || left > 0)
        answer.status = ExitStatus::Failed;
    m_execution.finish(answer);
}

} // namespace watchbill
