// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "live/taskmonitor.h"
#include "service/taskservice.h"
#include "table/tasktablemodel.h"

namespace watchbill::bench {

/// The list as the window has it, down to the table's model, but without the window: it looks only when
/// it is told to. An error ends the benchmark.
class OpenList
{
public:
    explicit OpenList(const QString &connection);

    TaskService &service() { return m_service; }
    TaskFeed &feed() { return m_monitor.feed(); }
    const TaskSource &source() const { return *m_monitor.source(); }

    // Each returns when the rows are in the model.
    void show(const TaskQuery &query);
    void refresh();

    TaskPage page(const PageRequest &request);

    /// The SQL of a page, without the settings that it is sent with.
    QString sql(const PageRequest &request) const;

private:
    void waitForAnswer();

    TaskService m_service;
    TaskMonitor m_monitor;
    TaskTableModel m_model;
};

} // namespace watchbill::bench
