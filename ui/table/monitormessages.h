// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "advice/queryadvice.h"
#include "table/banner.h"
#include "table/tablemessage.h"

#include <optional>

namespace watchbill {

class TaskMonitor;

/// What the banner below the table says.
struct BannerMessage
{
    Banner::Level level;
    QString text;
    QVector<TableAction> actions = {};
};

/// What to say about the connection, about a request that takes long and about what the list does not show, as the monitor
/// has it now. Ages and countdowns change each second.
class MonitorMessages
{
public:
    /// The monitor must outlive it.
    explicit MonitorMessages(TaskMonitor &monitor);

    /// While there are no tasks to show; none if the server has answered that there are none, see NoRows.
    std::optional<TableMessage> insteadOfRows() const;

    std::optional<BannerMessage> banner() const;

    /// For what is slow; empty if none helps.
    QString indexStatement() const;

private:
    TableMessage waiting() const;
    TableMessage refused() const;
    BannerMessage broken() const;
    BannerMessage failed(const TaskError &error) const;
    std::optional<BannerMessage> slow() const;
    std::optional<BannerMessage> withheld() const;
    QString dataFrom() const;
    QString reasonToWait() const;
    QString endOfSilence() const;
    bool hasUnindexedSort() const;
    std::optional<QueryAdvice> adviceOnFilter() const; // see queryadvice::of()

    TaskMonitor &m_monitor;
};

} // namespace watchbill
