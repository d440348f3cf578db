// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "directconnection.h"
#include "live/taskmonitor.h"
#include "service/taskservice.h"

#include <functional>

namespace watchbill {

/// The full tests take minutes, the short ones seconds.
inline bool isFull()
{
    return qgetenv("WATCHBILL_FAULTS") == "full";
}

/// A live list, by the way of the profile, beside the table that it shows, by a way that does not break. What the
/// list shows must be what the table holds, after whatever happened to its way: nothing missing, nothing twice.
class LiveList
{
public:
    using Table = std::function<DirectConnection::Rows(const QString &statements)>;

    LiveList(const ConnectionProfile &profile, Table table,
             std::chrono::milliseconds interval = std::chrono::milliseconds(100));

    TaskMonitor &monitor() { return m_monitor; }
    TaskService &service() { return m_service; }

    /// Some tasks come, some change, some go.
    void changeTable();

    QStringList shown();
    QStringList stored() const;

    /// Waits until the list is live and right; false if that takes longer.
    bool isRightWithin(std::chrono::milliseconds limit = std::chrono::seconds(60));

    /// In what it is not right, for the report of a failed test.
    QByteArray difference();

    /// The most that it may take after the way was closed for so long: the pause between two attempts in vain, which
    /// doubles and so is about as long as all before it (see reconnectDelay()), the interval, and the work itself on
    /// a busy machine.
    std::chrono::milliseconds longestReturn(std::chrono::milliseconds closed);

private:
    const Table m_table;
    TaskService m_service;
    TaskMonitor m_monitor;
    int m_changes = 0;
};

} // namespace watchbill

#define VERIFY_RIGHT(list) QVERIFY2((list).isRightWithin(), (list).difference().constData())
#define VERIFY_RIGHT_WITHIN(list, limit) \
    QVERIFY2((list).isRightWithin(limit), (list).difference().constData())
