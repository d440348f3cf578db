// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "connection/lockmenu.h"

#include "session/writelock.h"
#include "theme/icon.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace watchbill {

LockMenu::LockMenu(WriteLock &lock, QWidget *parent)
    : QMenu(tr("&Unlock Production"), parent)
    , m_lock(lock)
{
    setIcon(theme::icon(u"unlock"_s));
    const std::pair<QString, std::optional<std::chrono::milliseconds>> times[] = {
        {tr("Unlock for &5 Minutes…"), 5min},
        {tr("Unlock for &15 Minutes…"), 15min},
        {tr("Unlock for 1 &Hour…"), 1h},
        {tr("Unlock until the &Window Closes…"), std::nullopt}};
    for (const auto &[text, time] : times)
        addAction(text, this, [this, time = time] { Q_EMIT unlockRequested(time); });
    m_closing = {addSeparator(),
                 addAction(theme::icon(u"lock"_s), tr("&Lock Now"), &m_lock, &WriteLock::lock)};
    connect(&m_lock, &WriteLock::changed, this, &LockMenu::update);
    update();
}

void LockMenu::update()
{
    const bool isOpen = m_lock.state() == WriteLock::State::Unlocked;
    for (QAction *action : m_closing)
        action->setVisible(isOpen);
    menuAction()->setVisible(isOpen || m_lock.state() == WriteLock::State::Locked);
}

} // namespace watchbill
