// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "progressline.h"

#include "service/lockwords.h"
#include "service/onfinished.h"
#include "service/taskservice.h"
#include "terminal.h"

#include <QCoreApplication>
#include <QLocale>

using namespace std::chrono_literals;

namespace watchbill {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::ProgressLine)
};

constexpr auto redrawnEvery = 500ms;
constexpr auto longestSilence = 1s; // of the server at one chunk, before it is asked why
constexpr auto longChunk = 3s; // it may wait for a lock

QString number(qint64 value)
{
    return QLocale().toString(value);
}

QString shortText(std::chrono::milliseconds time)
{
    constexpr qint64 mostSeconds = 120;
    const qint64 seconds = (time.count() + 999) / 1000;
    return seconds <= mostSeconds ? Texts::tr("%1 s").arg(number(seconds))
                                  : Texts::tr("%1 min").arg(number((seconds + 59) / 60));
}

} // namespace

QString textOf(const RunProgress &progress, bool isCancelled)
{
    using Phase = RunProgress::Phase;
    const QString reached = number(progress.reached());
    const QString all = number(progress.all);
    if (isCancelled)
        return Texts::tr("%1 of %2 · cancelling").arg(reached, all);
    if (progress.phase == Phase::Waiting)
        return Texts::tr("Waiting for another change to finish");
    if (progress.phase == Phase::Reconnecting)
        return Texts::tr("%1 of %2 · reconnecting").arg(reached, all);
    if (progress.sinceChunk >= longChunk)
        return Texts::tr("%1 of %2 · waiting for the server for %3")
            .arg(reached, all, shortText(progress.sinceChunk));
    const auto remaining = progress.remaining();
    if (!remaining)
        return Texts::tr("%1 of %2").arg(reached, all);
    return Texts::tr("%1 of %2 · %3/s · %4 left")
        .arg(reached, all, number(qRound64(progress.rate())), shortText(*remaining));
}

ProgressLine::ProgressLine(TaskService &service, const RunControlPointer &control)
    : m_service(service)
    , m_control(control)
{
    connect(&m_timer, &QTimer::timeout, this, &ProgressLine::update);
    m_timer.start(redrawnEvery);
}

void ProgressLine::update()
{
    const RunProgress progress = m_control->progress();
    if (isErrorTerminal()) {
        rewriteLine(textOf(progress, m_control->isCancelled()));
        m_isShown = true;
    }
    if (progress.sinceChunk >= longestSilence)
        askWhatItWaitsFor(progress);
}

// Each holder once, even where output is not a terminal.
void ProgressLine::askWhatItWaitsFor(const RunProgress &progress)
{
    if (m_isAsking || progress.backendPid == 0)
        return;
    m_isAsking = true;
    onFinished(m_service.lockHolders(progress.backendPid), this,
               [this](const Result<QVector<LockHolder>> &holders) {
                   m_isAsking = false;
                   if (!holders || holders->isEmpty() || holders->first().pid == m_holder)
                       return;
                   const LockHolder &holder = holders->first();
                   m_holder = holder.pid;
                   if (m_isShown)
                       rewriteLine({});
                   writeMessage(aboutLock(holder, holder.since ? holder.since->toIso8601() : QString()));
               });
}

ProgressLine::~ProgressLine()
{
    if (m_isShown)
        rewriteLine({});
}

} // namespace watchbill
