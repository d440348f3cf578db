// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pane/countnotices.h"

#include "format/format.h"
#include "live/taskmonitor.h"
#include "pane/worklines.h"
#include "theme/announcer.h"

#include <utility>

namespace watchbill {

CountNotices::CountNotices(TaskMonitor &monitor, WorkLines &work, Announcer &announcer, QObject *parent)
    : QObject(parent)
    , m_monitor(monitor)
    , m_work(work)
    , m_announcer(announcer)
{
    connect(&monitor.counts(), &AnyReading::changed, this, &CountNotices::followCounting);
    connect(&monitor.queryState(), &QueryState::changed, this,
            [this, filter = monitor.query().filter]() mutable {
                if (filter == m_monitor.query().filter)
                    return;
                filter = m_monitor.query().filter;
                m_isUntold = true;
            });
    connect(&monitor, &TaskMonitor::refreshed, this, &CountNotices::tell);
    connect(&monitor.counts(), &AnyReading::changed, this, &CountNotices::tell);
}

void CountNotices::followCounting()
{
    const bool isCounting = m_monitor.isCountingExactly();
    if (isCounting && !m_counting)
        m_counting =
            m_work.begin({[] { return tr("Counting every task…"); }, [] { return std::optional<double>(); },
                          [this] { m_monitor.stopCounting(); }});
    else if (!isCounting && m_counting)
        m_work.end(*std::exchange(m_counting, std::nullopt));
}

void CountNotices::tell()
{
    const auto total = m_monitor.totalBesideList();
    if (!m_isUntold || !total || m_monitor.feed().loaded().isEmpty())
        return;
    m_isUntold = false;
    m_announcer.tell(tr("Matching tasks: %1.").arg(format::count(*total)));
}

} // namespace watchbill
