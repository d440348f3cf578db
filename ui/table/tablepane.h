// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "table/statemessage.h"

#include <QWidget>


class QPushButton;
class QStackedWidget;
class QTimer;

namespace watchbill {

class Banner;
class TaskMonitor;
class TaskTableModel;
class TaskTableView;

/// The table with everything that can stand in its place or above it: each state of the connection and of
/// the answer is told apart and says what to do.
class TablePane : public QWidget
{
    Q_OBJECT

public:
    explicit TablePane(TaskMonitor &monitor, QWidget *parent = nullptr);

    TaskTableView *view() const { return m_view; }
    TaskTableModel *model() const { return m_model; }

Q_SIGNALS:
    void clearFiltersRequested();
    void connectionRequested(); // another one

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    enum class Action { None, ClearFilters, ChangeConnection, Reconnect, Refresh, CopyIndexStatement };

    void update();
    void updateRows();
    void updateBanner();
    void updateNewer();
    void placeNewer();
    void perform(Action action);
    StateMessage::Content waiting();
    StateMessage::Content refused();
    StateMessage::Content noRows();
    void showSlowSort();

    TaskMonitor &m_monitor;
    TaskTableModel *m_model;
    TaskTableView *m_view;
    StateMessage *m_message;
    Banner *m_banner;
    QStackedWidget *m_stack;
    QPushButton *m_newer;
    QTimer *m_clock;
    Action m_messageAction = Action::None;
    Action m_bannerAction = Action::None;
    bool m_hasHadRows = false;
};

} // namespace watchbill
