// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QToolButton>

#include <chrono>
#include <optional>

namespace watchbill {

class LockMenu;
class TaskMonitor;
class WriteLock;

/// Shows on the connection bar whether tasks can be changed and, if not, why; has the menu of the production lock.
/// Hidden if nothing prevents changes.
class LockButton : public QToolButton
{
    Q_OBJECT

public:
    LockButton(TaskMonitor &monitor, WriteLock &lock, LockMenu *menu, QWidget *parent = nullptr);

protected:
    void changeEvent(QEvent *event) override;

private:
    void update();
    void showIcon();
    QString words() const;

    TaskMonitor &m_monitor;
    WriteLock &m_lock;
    LockMenu *m_menu;
    bool m_isOpen = false; // as it was shown last
};

} // namespace watchbill
