// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "source/tasksource.h"
#include "table/tablemessage.h"
#include "task/latest.h"

#include <QElapsedTimer>
#include <QObject>

#include <chrono>
#include <optional>

namespace watchbill {

class TaskMonitor;

/// Explains why a list has no rows. With a filter it asks the server once whether the table has tasks at all, and
/// again after a while if it had none.
class NoRows : public QObject
{
    Q_OBJECT

public:
    explicit NoRows(TaskMonitor &monitor, QObject *parent = nullptr);

    TableMessage message() const;

Q_SIGNALS:
    void changed(); // the answer is there

private:
    TableMessage failure() const;
    TableMessage nothing() const;
    bool isFilteredAway() const;
    void update();
    void ask(const Viewpoint &viewpoint);

    TaskMonitor &m_monitor;
    std::optional<Viewpoint> m_askedThrough; // the viewpoint of the last question
    std::optional<bool> m_hasTasks; // regardless of the filter
    QElapsedTimer m_sinceAsked;
    std::chrono::milliseconds m_took{0}; // until it was answered
    Latest m_latest;
    bool m_isAsking = false;
};

} // namespace watchbill
