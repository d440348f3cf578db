// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pane/toolrow.h"

#include "live/taskmonitor.h"
#include "search/searchbar.h"
#include "theme/icon.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace watchbill {

namespace {

constexpr std::chrono::seconds intervals[] = {0s, 1s, 2s, 5s, 10s, 30s, 60s};

QToolButton *buttonFor(QAction *action)
{
    auto *button = new QToolButton;
    button->setDefaultAction(action);
    button->setAutoRaise(true);
    return button;
}

} // namespace

ToolRow::ToolRow(TaskMonitor &monitor, SearchBar *search, QAction *remove)
    : m_monitor(monitor)
    , m_refresh(new QAction(theme::icon(u"refresh"_s), tr("&Refresh"), this))
    , m_pause(new QAction(this))
    , m_interval(new QComboBox)
{
    m_refresh->setShortcut(QKeySequence::Refresh);
    m_refresh->setToolTip(tr("Refresh now (F5)"));
    m_pause->setCheckable(true);
    m_pause->setObjectName(u"pauseAction"_s);
    m_interval->setObjectName(u"interval"_s);
    m_interval->setAccessibleName(tr("Refresh interval"));
    m_interval->setToolTip(tr("Refresh interval"));
    for (const auto interval : intervals) {
        const int seconds = int(interval.count());
        m_interval->addItem(seconds == 0 ? tr("Off") : tr("Every %1 s").arg(seconds), seconds);
    }

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(10, 8, 10, 6);
    layout->setSpacing(6);
    layout->addWidget(search, 1);
    layout->addSpacing(6);
    layout->addWidget(buttonFor(remove));
    layout->addWidget(buttonFor(m_refresh));
    layout->addWidget(buttonFor(m_pause));
    layout->addWidget(m_interval);

    connect(m_refresh, &QAction::triggered, &monitor, &TaskMonitor::refresh);
    connect(m_pause, &QAction::toggled, this,
            [this](bool paused) { m_monitor.scheduler().setPaused(paused); });
    connect(m_interval, &QComboBox::activated, this, [this] {
        m_monitor.scheduler().setInterval(std::chrono::seconds(m_interval->currentData().toInt()));
    });
    connect(&monitor.scheduler(), &RefreshScheduler::changed, this, &ToolRow::showSchedule);
    showSchedule();
}

// It may have been changed elsewhere, as by cancelling.
void ToolRow::showSchedule()
{
    const RefreshScheduler &scheduler = m_monitor.scheduler();
    const bool isPaused = scheduler.isPaused();
    m_pause->setChecked(isPaused);
    m_pause->setIcon(theme::icon(isPaused ? u"resume"_s : u"pause"_s));
    m_pause->setText(isPaused ? tr("Resu&me") : tr("&Pause"));
    m_pause->setToolTip(isPaused ? tr("Resume (Space)") : tr("Pause (Space)"));
    m_interval->setCurrentIndex(m_interval->findData(
        int(std::chrono::duration_cast<std::chrono::seconds>(scheduler.interval()).count())));
}

} // namespace watchbill
