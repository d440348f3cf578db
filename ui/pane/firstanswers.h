// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>

class QTimer;

namespace watchbill {

class TaskMonitor;

/// Tells once when a pane shows what it will show: the list with all numbers beside it, or an error.
class FirstAnswers : public QObject
{
    Q_OBJECT

public:
    FirstAnswers(TaskMonitor &monitor, QObject *parent);

Q_SIGNALS:
    void arrived();

private:
    void check();
    void finish();
    bool hasList() const;
    bool hasNumbers() const;

    TaskMonitor &m_monitor;
    QTimer *m_limit; // for the numbers, once the list is there
    bool m_isFinished = false;
};

} // namespace watchbill
