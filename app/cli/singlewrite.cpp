// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "singlewrite.h"

#include "settling.h"
#include "source/sourcesentences.h"
#include "task/sentences.h"
#include "terminal.h"
#include "write/runs.h"

#include <QCoreApplication>

using namespace std::chrono_literals;

namespace watchbill {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::SingleWrite)
};

constexpr auto watchInterval = 100ms;

} // namespace

SingleWrite::SingleWrite(Execution &execution, const SingleChange &change, const ToAnswer &toAnswer,
                         const QString &unknown)
    : QObject(&execution)
    , m_execution(execution)
    , m_change(change)
    , m_toAnswer(toAnswer)
    , m_unknown(unknown)
{
    m_watching.setInterval(watchInterval);
    connect(&m_watching, &QTimer::timeout, this, &SingleWrite::watch);
}

void SingleWrite::begin()
{
    const TaskSource &source = m_execution.source();
    if (source.restraint != Restraint::None)
        return m_execution.finish(
            {{},
             true,
             TaskError{TaskError::Kind::ReadOnly, sourcesentences::obstacleToWriting(source), {}, {}}});
    if (openJournal(m_execution))
        settleInterrupted(m_execution, [this] { start(); });
}

void SingleWrite::start()
{
    m_watching.start();
    onFinished(Runs(m_execution.service(), Journal::defaultFile()).change(m_change, m_control), this,
               [this](const Result<SingleOutcome> &outcome) { finish(outcome); });
}

void SingleWrite::watch()
{
    const RunProgress progress = m_control->progress();
    if (progress.loss.isEmpty())
        return;
    if (!m_sinceLoss.isValid()) {
        m_sinceLoss.start();
        writeMessage(
            joinSentences({progress.loss,
                           progress.hasLostAnswer ? Texts::tr("Checking whether the change was made.")
                                                  : Texts::tr("Nothing was changed yet. Trying again.")}));
    }
    if (m_sinceLoss.elapsed() > m_execution.service().longestWrite().count())
        m_control->cancel();
}

void SingleWrite::finish(const Result<SingleOutcome> &outcome)
{
    watch(); // it may have gone fast
    m_watching.stop();
    if (outcome) {
        m_execution.finish(m_toAnswer(*outcome));
        if (const QString sentence = keepJournalWithin(); !sentence.isEmpty())
            writeMessage(sentence);
        return;
    }
    const RunProgress progress = m_control->progress();
    if (outcome.error().kind != TaskError::Kind::Cancelled || progress.loss.isEmpty())
        return m_execution.finish({{}, true, outcome.error()});
    const QString words = progress.hasLostAnswer
        ? joinSentences(
            {m_unknown, Texts::tr("The next command that changes tasks checks this for the history.")})
        : Texts::tr("The server is not reachable, so nothing was changed.");
    m_execution.finish({{}, true, TaskError{TaskError::Kind::Connection, words, {}, {}}});
}

} // namespace watchbill
