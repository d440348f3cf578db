// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "connection/lockbutton.h"

#include "connection/lockmenu.h"
#include "format/format.h"
#include "live/taskmonitor.h"
#include "session/writelock.h"
#include "source/sourcesentences.h"
#include "theme/icon.h"

#include <QEvent>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace watchbill {

namespace {

using State = WriteLock::State;

} // namespace

LockButton::LockButton(TaskMonitor &monitor, WriteLock &lock, LockMenu *menu, QWidget *parent)
    : QToolButton(parent)
    , m_monitor(monitor)
    , m_lock(lock)
    , m_menu(menu)
{
    setObjectName(u"connectionLock"_s);
    setAutoRaise(true);
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setPopupMode(QToolButton::InstantPopup);
    connect(&monitor, &TaskMonitor::stateChanged, this, &LockButton::update);
    connect(&lock, &WriteLock::changed, this, &LockButton::update);
    connect(&lock, &WriteLock::ticked, this, &LockButton::update);
    update();
}

void LockButton::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        showIcon();
    QToolButton::changeEvent(event);
}

QString LockButton::words() const
{
    if (m_lock.state() == State::Unlocked) {
        const auto remaining = m_lock.remaining();
        if (!remaining)
            return tr("unlocked");
        const qint64 seconds = std::chrono::ceil<std::chrono::seconds>(*remaining).count();
        return tr("unlocked for %1:%2")
            .arg(QString::number(seconds / 60), QString::number(seconds % 60).rightJustified(2, u'0'));
    }
    if (m_lock.state() == State::Locked)
        return tr("locked");
    const auto &source = m_monitor.source();
    return source && source->server.standby ? tr("standby, read-only") : tr("read-only");
}

void LockButton::update()
{
    const auto &source = m_monitor.source();
    const QString obstacle = source ? sourcesentences::obstacleToDeleting(*source) : QString();
    const bool isUnlocked = m_lock.state() == State::Unlocked;
    const bool canBeLocked = isUnlocked || m_lock.state() == State::Locked;
    m_isOpen = isUnlocked;
    setVisible(canBeLocked || m_lock.state() == State::Fixed || !obstacle.isEmpty());
    setMenu(canBeLocked ? m_menu : nullptr);
    showIcon();
    setText(words());
    setToolTip(isUnlocked && obstacle.isEmpty() ? tr("Tasks can be changed. Locks again when the time is up.")
                                                : format::plainToolTip(obstacle));
}

void LockButton::showIcon()
{
    setIcon(theme::icon(m_isOpen ? u"unlock"_s : u"lock"_s, palette().color(QPalette::WindowText)));
}

} // namespace watchbill
