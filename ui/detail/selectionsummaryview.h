// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "live/selectionsummary.h"
#include "task/selection.h"

#include <QScrollArea>

class QBoxLayout;
class QLabel;

namespace watchbill {

class SummaryColumn;
class TaskMonitor;

/// Several selected tasks in numbers: by status, type, user and kind of error, and when they were created.
class SelectionSummaryView : public QScrollArea
{
    Q_OBJECT

public:
    static constexpr int mostValues = 5; // of a column: the most frequent

    explicit SelectionSummaryView(TaskMonitor &monitor, QWidget *parent = nullptr);

    void setSelection(const Selection &selection);

    /// In the time zone that is shown now.
    void showTimes();

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void show(const SelectionSummary &summary);

    TaskMonitor &m_monitor;
    SelectionSummary m_summary;
    QBoxLayout *m_columns; // or rows, where the panel is narrow
    QLabel *m_title;
    QLabel *m_times;
    SummaryColumn *m_statuses;
    SummaryColumn *m_types;
    SummaryColumn *m_users;
    SummaryColumn *m_errors;
};

} // namespace watchbill
