// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/statuscounts.h"
#include "task/timehistogram.h"

#include <QWidget>

class QLabel;

namespace watchbill {

class TaskMonitor;
class TimeStrip;

/// The creation times of the matching tasks, above the table, with numbers: how many tasks, how many of them failed,
/// and how many per hour on average. Lets the user choose a time range and go to a time.
class Timeline : public QWidget
{
    Q_OBJECT

public:
    explicit Timeline(TaskMonitor &monitor, QWidget *parent = nullptr);

    /// When the rows were created that the table shows; nothing if they are not in that order.
    void setPlace(const std::optional<TimeRange> &range);

Q_SIGNALS:
    void startRequested(); // of the table

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void showHistogram();
    void showNumbers();
    void choose(const TimeRange &range);
    void go(const TimeRange &step);
    void zoom(const TimeRange &range);
    void reset();
    std::optional<TimeRange> pastOf(const std::optional<TimeRange> &range) const;
    QStringList numbers(const StatusCounts &counts, const ValueSet &statuses,
                        const std::optional<TimeRange> &range) const;
    QString message() const;

    TaskMonitor &m_monitor;
    TimeStrip *m_strip;
    QLabel *m_numbers;
};

} // namespace watchbill
