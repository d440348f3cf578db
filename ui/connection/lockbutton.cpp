// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "connection/lockbutton.h"

#include "format/format.h"
#include "service/taskmonitor.h"
#include "service/writelock.h"
#include "theme/icon.h"

#include <QEvent>
#include <QMenu>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace watchbill {

namespace {

using State = WriteLock::State;

} // namespace

LockButton::LockButton(TaskMonitor &monitor, WriteLock &lock, QWidget *parent)
    : QToolButton(parent)
    , m_monitor(monitor)
    , m_lock(lock)
    , m_menu(new QMenu(this))
{
    setObjectName(u"connectionLock"_s);
    setAutoRaise(true);
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setPopupMode(QToolButton::InstantPopup);
    connect(&monitor, &TaskMonitor::stateChanged, this, &LockButton::update);
    connect(&lock, &WriteLock::changed, this, &LockButton::update);
    connect(&lock, &WriteLock::ticked, this, &LockButton::update);
    fillMenu();
    update();
}

void LockButton::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        showIcon(); // and no more: a window that is destroyed changes it too, when the lock is gone
    QToolButton::changeEvent(event);
}

void LockButton::fillMenu()
{
    m_menu->clear();
    const std::pair<QString, std::optional<std::chrono::milliseconds>> times[] = {
        {tr("Unlock for &5 Minutes…"), 5min},
        {tr("Unlock for &15 Minutes…"), 15min},
        {tr("Unlock for 1 &Hour…"), 1h},
        {tr("Unlock until the &Window Closes…"), std::nullopt}};
    for (const auto &[text, time] : times)
        m_menu->addAction(text, this, [this, time = time] { Q_EMIT unlockRequested(time); });
    if (m_lock.state() == State::Unlocked) {
        m_menu->addSeparator();
        m_menu->addAction(theme::icon(u"lock"_s), tr("&Lock Now"), &m_lock, &WriteLock::lock);
    }
}

QString LockButton::words() const
{
    if (m_lock.state() == State::Unlocked) {
        const auto remaining = m_lock.remaining();
        if (!remaining)
            return tr("unlocked");
        const qint64 seconds = std::chrono::ceil<std::chrono::seconds>(*remaining).count();
        return tr("unlocked for %1:%2").arg(seconds / 60).arg(seconds % 60, 2, 10, QChar(u'0'));
    }
    if (m_lock.state() == State::Locked)
        return tr("locked");
    const auto &source = m_monitor.source();
    return source && source->server.standby ? tr("standby, read-only") : tr("read-only");
}

void LockButton::update()
{
    const auto &source = m_monitor.source();
    const QString obstacle = source ? source->obstacleToDeleting() : QString();
    const bool isUnlocked = m_lock.state() == State::Unlocked;
    const bool canBeLocked = isUnlocked || m_lock.state() == State::Locked;
    if (std::exchange(m_isOpen, isUnlocked) != isUnlocked)
        fillMenu();
    setVisible(canBeLocked || m_lock.state() == State::Fixed || !obstacle.isEmpty());
    setMenu(canBeLocked ? m_menu : nullptr);
    showIcon();
    setText(words());
    setToolTip(isUnlocked && obstacle.isEmpty()
                   ? tr("Tasks can be changed. The lock closes by itself at the end.")
                   : format::plainToolTip(obstacle));
}

void LockButton::showIcon()
{
    setIcon(theme::icon(m_isOpen ? u"unlock"_s : u"lock"_s, palette().color(QPalette::WindowText)));
}

} // namespace watchbill
