// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pane/pacetext.h"

#include "format/format.h"
#include "live/refreshscheduler.h"
#include "task/sentences.h"

#include <QCoreApplication>

using namespace std::chrono_literals;

namespace watchbill {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::PaceText)
};

} // namespace

bool isOutOfPace(const RefreshScheduler &scheduler)
{
    return !scheduler.isPaused() && scheduler.interval() > 0ms
        && scheduler.pace().delay != scheduler.interval();
}

QString paceText(const RefreshScheduler &scheduler)
{
    if (scheduler.isPaused())
        return Texts::tr("Refresh is paused.");
    if (scheduler.interval() == 0ms)
        return Texts::tr("Refresh is off.");
    const QString chosen = Texts::tr("Refreshes every %1.").arg(format::duration(scheduler.interval()));
    const RefreshScheduler::Pace pace = scheduler.pace();
    const QString now = format::duration(pace.delay);
    switch (pace.reason) {
    case RefreshScheduler::Reason::Interval:
        break;
    case RefreshScheduler::Reason::SlowLook:
        return joinSentences({chosen, Texts::tr("The query is slow, so it is now every %1.").arg(now)});
    case RefreshScheduler::Reason::Hidden:
        return joinSentences({chosen, Texts::tr("The window is hidden, so it is now every %1.").arg(now)});
    case RefreshScheduler::Reason::Quiet:
        return joinSentences({chosen, Texts::tr("No task is active, so it is now every %1.").arg(now)});
    }
    return chosen;
}

} // namespace watchbill
