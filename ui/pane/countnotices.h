// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>

#include <optional>

namespace watchbill {

class Announcer;
class TaskMonitor;
class WorkLines;

/// Reports the count of all matching tasks: shows a line of work while every task is counted, and announces the number
/// after a change of the filter to screen readers.
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
    bool m_isUntold = false; // the count for a new filter is not announced yet
};

} // namespace watchbill
