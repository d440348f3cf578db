// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pane/toolrow.h"

#include "live/taskmonitor.h"
#include "pane/intervalbox.h"
#include "search/searchbar.h"
#include "theme/icon.h"
#include "theme/keytext.h"

#include <QAction>
#include <QHBoxLayout>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

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
{
    m_refresh->setShortcut(QKeySequence::Refresh);
    m_refresh->setToolTip(theme::withKey(tr("Refresh tasks and counts now"), *m_refresh));
    m_pause->setShortcut(Qt::Key_Space);
    m_pause->setCheckable(true);
    m_pause->setObjectName(u"pauseAction"_s);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(10, 8, 10, 6);
    layout->setSpacing(6);
    layout->addWidget(search, 1);
    layout->addSpacing(6);
    layout->addWidget(buttonFor(remove));
    layout->addWidget(buttonFor(m_refresh));
    layout->addWidget(buttonFor(m_pause));
    layout->addWidget(new IntervalBox(monitor.scheduler()));

    connect(m_refresh, &QAction::triggered, &monitor, &TaskMonitor::refresh);
    connect(m_pause, &QAction::toggled, this,
            [this](bool paused) { m_monitor.scheduler().setPaused(paused); });
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
    m_pause->setToolTip(
        theme::withKey(isPaused ? tr("Resume refreshing") : tr("Pause refreshing"), *m_pause));
}

} // namespace watchbill
