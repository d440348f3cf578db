// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "progressline.h"

#include "terminal.h"

#include <QCoreApplication>
#include <QLocale>

using namespace std::chrono_literals;

namespace watchbill {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::ProgressLine)
};

constexpr auto redrawnEvery = 500ms;
constexpr auto longChunk = 3s; // it may wait for a lock

QString number(qint64 value)
{
    return QLocale().toString(value);
}

QString shortText(std::chrono::milliseconds time)
{
    constexpr qint64 mostSeconds = 120;
    const qint64 seconds = (time.count() + 999) / 1000;
    return seconds <= mostSeconds ? Text::tr("%1 s").arg(number(seconds))
                                  : Text::tr("%1 min").arg(number((seconds + 59) / 60));
}

} // namespace

QString textOf(const RunProgress &progress, bool isCancelled)
{
    using Phase = RunProgress::Phase;
    const QString reached = number(progress.reached());
    const QString all = number(progress.all);
    if (isCancelled)
        return Text::tr("%1 of %2 · cancelling").arg(reached, all);
    if (progress.phase == Phase::Waiting)
        return Text::tr("Waiting for its turn");
    if (progress.phase == Phase::Reconnecting)
        return Text::tr("%1 of %2 · waiting for the server to be back").arg(reached, all);
    if (progress.sinceChunk >= longChunk)
        return Text::tr("%1 of %2 · for %3 the server has been at the next ones")
            .arg(reached, all, shortText(progress.sinceChunk));
    const auto remaining = progress.remaining();
    if (!remaining)
        return Text::tr("%1 of %2").arg(reached, all);
    return Text::tr("%1 of %2 · %3/s · %4 left")
        .arg(reached, all, number(qRound64(progress.rate())), shortText(*remaining));
}

ProgressLine::ProgressLine(const RunControlPointer &control)
    : m_control(control)
{
    if (!isErrorTerminal())
        return;
    connect(&m_timer, &QTimer::timeout, this, [this] {
        rewriteLine(textOf(m_control->progress(), m_control->isCancelled()));
        m_isShown = true;
    });
    m_timer.start(redrawnEvery);
}

ProgressLine::~ProgressLine()
{
    if (m_isShown)
        rewriteLine({});
}

} // namespace watchbill
