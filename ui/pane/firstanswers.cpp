// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pane/firstanswers.h"

#include "live/taskmonitor.h"

#include <QTimer>

#include <chrono>
#include <utility>

namespace watchbill {

namespace {

constexpr auto longestWait = std::chrono::seconds(3); // some numbers may never come

} // namespace

FirstAnswers::FirstAnswers(TaskMonitor &monitor, QObject *parent)
    : QObject(parent)
    , m_monitor(monitor)
    , m_limit(new QTimer(this))
{
    m_limit->setSingleShot(true);
    m_limit->setInterval(longestWait);
    connect(m_limit, &QTimer::timeout, this, &FirstAnswers::finish);
    for (const auto signal : {&TaskMonitor::stateChanged, &TaskMonitor::refreshed})
        connect(&monitor, signal, this, &FirstAnswers::check);
    for (const AnyReading *reading : {static_cast<const AnyReading *>(&monitor.counts()),
                                      static_cast<const AnyReading *>(&monitor.types()),
                                      static_cast<const AnyReading *>(&monitor.typeCounts()),
                                      static_cast<const AnyReading *>(&monitor.userCounts()),
                                      static_cast<const AnyReading *>(&monitor.viewCounts()),
                                      static_cast<const AnyReading *>(&monitor.histogram())})
        connect(reading, &AnyReading::changed, this, &FirstAnswers::check);
}

bool FirstAnswers::hasList() const
{
    return m_monitor.feed().hasPage() && m_monitor.counts() && m_monitor.types();
}

bool FirstAnswers::hasNumbers() const
{
    const HistogramReading &histogram = m_monitor.histogram();
    return m_monitor.typeCounts() && m_monitor.userCounts() && m_monitor.viewCounts().isAnswered()
        && (histogram || histogram.error() || !histogram.isWatched());
}

void FirstAnswers::check()
{
    if (m_monitor.error() || (hasList() && hasNumbers()))
        finish();
    else if (hasList() && !m_limit->isActive())
        m_limit->start();
}

void FirstAnswers::finish()
{
    m_limit->stop();
    if (!std::exchange(m_isFinished, true))
        Q_EMIT arrived();
}

} // namespace watchbill
