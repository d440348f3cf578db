// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "checkcommand.h"

#include "execution.h"
#include "task/sentences.h"
#include "terminal.h"

#include <QCoreApplication>

#include <utility>

namespace watchbill {

namespace {

using Step = ConnectionTestStep;

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::CheckCommand)
};

bool isOver(const Step &step)
{
    switch (step.state) {
    case Step::State::Waiting:
    case Step::State::Running:
        return false;
    case Step::State::Skipped:
        return !step.sentence.isEmpty(); // it is not known yet why
    default:
        return true;
    }
}

std::optional<TaskError> errorOf(const ConnectionTest &test)
{
    QStringList failed;
    for (const Step &step : test.steps()) {
        if (step.state == Step::State::Failed)
            failed += step.title;
    }
    if (failed.isEmpty())
        return std::nullopt;
    return TaskError{
        TaskError::Kind::Connection, Texts::tr("The test failed at: %1.").arg(listed(failed)), {}, {}};
}

} // namespace

CheckCommand::CheckCommand(Execution &execution)
    : QObject(&execution)
    , m_execution(execution)
{
    if (!writeOutput(execution.output().stepsHeader())) {
        execution.finishUnwritten();
        return;
    }
    execution.passwords().fetch([this] { begin(); });
}

void CheckCommand::begin()
{
    m_test = new ConnectionTest(m_execution.passwords().profile(), this);
    connect(m_test, &ConnectionTest::stepChanged, this, &CheckCommand::print);
    connect(m_test, &ConnectionTest::finished, this, &CheckCommand::ended);
    m_test->start();
}

// In their order, and each once: another login may be tried after one that was refused.
bool CheckCommand::isReady(int index) const
{
    const Step &login = m_test->steps()[int(Step::Id::Login)];
    if (index <= int(Step::Id::Login) && !m_execution.given().profile.serviceConnection.isEmpty()
        && !isOver(login))
        return false;
    if (index >= int(Step::Id::Login) && m_test->needsPassword() && !m_hasAsked)
        return false;
    return isOver(m_test->steps()[index]);
}

void CheckCommand::print()
{
    while (m_printed < m_test->steps().size() && isReady(m_printed)) {
        if (!writeOutput(m_execution.output().step(m_test->steps()[m_printed]))) {
            m_test->disconnect(this);
            m_execution.finishUnwritten();
            return;
        }
        ++m_printed;
    }
}

void CheckCommand::ended()
{
    if (m_test->needsPassword() && !std::exchange(m_hasAsked, true)
        && m_execution.passwords().ask(Login::Regular)) {
        m_test->deleteLater();
        begin();
        return;
    }
    print();
    if (m_printed == m_test->steps().size())
        m_execution.finish({{}, true, errorOf(*m_test)});
}

void checkConnection(Execution &execution)
{
    new CheckCommand(execution); // belongs to the execution
}

} // namespace watchbill
