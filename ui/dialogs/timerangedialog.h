// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/taskquery.h"
#include "task/timestamp.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;

namespace watchbill {

/// Asks for the span of time in which the listed tasks were created, as people write times. Either end may be left open.
class TimeRangeDialog : public QDialog
{
    Q_OBJECT

public:
    /// Begins with what the filter says.
    TimeRangeDialog(const TaskFilter &filter, Timestamp now, QWidget *parent = nullptr);

Q_SIGNALS:
    void chosen(const watchbill::TaskFilter &filter);

private:
    TaskFilter filter() const;
    void interpret();

    const TaskFilter m_filter;
    const Timestamp m_now;
    QLineEdit *m_from;
    QLineEdit *m_until;
    QLabel *m_meaning;
    QPushButton *m_show;
};

} // namespace watchbill
