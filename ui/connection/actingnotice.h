// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

class QAction;
class QLabel;

namespace watchbill {

class FittingLabel;
class TaskMonitor;
struct ActingUser;

/// Says on the connection bar, where it cannot be overlooked, that the tasks are seen through a user's eyes, and
/// ends that. Not there as long as nobody acts.
class ActingNotice : public QWidget
{
    Q_OBJECT

public:
    /// `stop` is what the button does.
    ActingNotice(TaskMonitor &monitor, QAction *stop, QWidget *parent = nullptr);

    /// "acting as user aaaaaaaa… (authenticated)"
    static QString wordsFor(const ActingUser &user);

protected:
    void changeEvent(QEvent *event) override;

private:
    void update();

    TaskMonitor &m_monitor;
    QLabel *m_icon;
    FittingLabel *m_words;
    bool m_isUpdating = false;
};

} // namespace watchbill
