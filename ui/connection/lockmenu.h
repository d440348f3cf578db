// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QMenu>

#include <chrono>
#include <optional>

namespace watchbill {

class WriteLock;

/// Unlocks and locks production. Hidden for other connections.
class LockMenu : public QMenu
{
    Q_OBJECT

public:
    explicit LockMenu(WriteLock &lock, QWidget *parent = nullptr);

Q_SIGNALS:
    /// Requests unlocking for a time, or until the window closes. Nothing is unlocked yet.
    void unlockRequested(const std::optional<std::chrono::milliseconds> &time);

private:
    void update();

    WriteLock &m_lock;
    QList<QAction *> m_closing; // shown while it is open
};

} // namespace watchbill
