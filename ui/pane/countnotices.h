// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>

#include <optional>

namespace watchbill {

class Announcer;
class TaskMonitor;
class WorkLines;

/// What is told of the count of all tasks that match: that every one is being counted, as a line of what takes long, and how
/// many there are after a change of the filter, to a screen reader; others see that at once.
class CountNotices : public QObject
{
    Q_OBJECT

public:
    CountNotices(TaskMonitor &monitor, WorkLines &work, Announcer &announcer, QObject *parent = nullptr);

private:
    void followCounting();
    void tell();

    TaskMonitor &m_monitor;
    WorkLines &m_work;
    Announcer &m_announcer;
    std::optional<int> m_counting; // its line, while every task is counted
    bool m_isUntold = false; // the count of another filter than before
};

} // namespace watchbill
