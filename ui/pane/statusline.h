// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStatusBar>
#include <QTimer>

class QLabel;
class QToolButton;

namespace watchbill {

class SteadyLabel;
class TaskMonitor;
class TaskTableView;

/// Shows the selection, the connection, the age of the data, the visible part of the list and the time zone, and
/// temporary messages. What is shown stays in its place while its numbers change.
class StatusLine : public QStatusBar
{
    Q_OBJECT

public:
    StatusLine(TaskMonitor &monitor, const TaskTableView *view, QWidget *parent = nullptr);

    void update();

    /// Shows the outcome of an action for a while. A message that does not fit can be opened in full.
    void report(const QString &sentence);

Q_SIGNALS:
    void reported(const QString &sentence);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void showPlace();
    const QWidget *firstPart() const;
    QRect messagePlace() const;
    bool fits() const;
    void fitMessage();
    void openMessage();
    QString connectionText() const;
    QString ageText() const;
    QString pushText() const;

    TaskMonitor &m_monitor;
    const TaskTableView *m_view;
    QToolButton *m_more; // of a message that does not fit
    QLabel *m_selected; // the first, as it comes and goes
    SteadyLabel *m_connection;
    SteadyLabel *m_age;
    SteadyLabel *m_place;
    QLabel *m_zone;
    QTimer m_clock;
};

} // namespace watchbill
