// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QToolButton>

#include <chrono>
#include <optional>

namespace watchbill {

class TaskMonitor;
class WriteLock;

/// Says on the connection bar whether tasks can be changed and, if not, why; opens and closes the lock of a
/// production. Not there where nothing is in the way.
class LockButton : public QToolButton
{
    Q_OBJECT

public:
    LockButton(TaskMonitor &monitor, WriteLock &lock, QWidget *parent = nullptr);

Q_SIGNALS:
    /// For a time, or until the window closes. Nothing is unlocked yet.
    void unlockRequested(const std::optional<std::chrono::milliseconds> &time);

protected:
    void changeEvent(QEvent *event) override;

private:
    void update();
    void showIcon();
    void fillMenu();
    QString words() const;

    TaskMonitor &m_monitor;
    WriteLock &m_lock;
    QMenu *m_menu;
    bool m_isOpen = false; // as it was shown last
};

} // namespace watchbill
