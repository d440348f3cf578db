// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "live/refreshscheduler.h"
#include "live/seentasks.h"
#include "postgres/reconnectpolicy.h"
#include "task/taskerror.h"

#include <QObject>
#include <QTimer>

namespace watchbill {

class Execution;
struct TaskSource;

constexpr double shortestWatchInterval = 0.1; // seconds
constexpr double longestWatchInterval = 3'600;

/// Prints what changes in a list of tasks, one line for each change, until the program is interrupted.
/// Once it watches, only an error that trying again cannot mend ends it; a table may come back.
class WatchCommand : public QObject
{
public:
    explicit WatchCommand(Execution &execution); // its parent

    void start();

private:
    void look(int limit);
    void looked(int limit, const TaskPage &page);
    bool begin(const TaskPage &page);
    QString limitations(const TaskPage &page) const;
    void printNext();
    void print(const QVector<Task> &whole);
    bool write(const QByteArray &text);
    void fail(const TaskError &error);
    void recovered();
    void reopen();
    bool noteChangedTable();
    void reopened(const TaskSource &source);

    Execution &m_execution;
    TaskQuery m_query;
    SeenTasks m_seen;
    QVector<TaskChange> m_changes; // still to be printed
    RefreshScheduler m_scheduler;
    QTimer m_retry;
    std::chrono::milliseconds m_took{0};
    ReconnectPolicy m_reconnecting;
    QString m_notice; // what of the table has changed, still to be said
    bool m_isWatching = false; // the first look is done
};

void watchTasks(Execution &execution);

} // namespace watchbill
