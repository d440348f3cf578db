// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "table/monitormessages.h"

#include <QDeadlineTimer>
#include <QWidget>

class QStackedWidget;
class QTimer;

namespace watchbill {

class NewerButton;
class LineStack;
class NoRows;
class SelectionLine;
class StateMessage;
class TaskMonitor;
class TaskTableModel;
class TaskTableView;

/// The table, or a message in its place or at its bottom: each state of the connection and of the answer has its
/// own message, with what to do.
class TablePane : public QWidget
{
    Q_OBJECT

public:
    explicit TablePane(TaskMonitor &monitor, QWidget *parent = nullptr);

    TaskTableView *view() const { return m_view; }
    TaskTableModel *model() const { return m_model; }

    /// Tells of tasks above those that are shown, and goes there. The owner of this finds a place for it that is not over
    /// the rows.
    QPushButton *newerButton() const;

    /// Shows the line over the bottom of the table while it is not hidden. Takes ownership.
    void addLine(QWidget *line);

Q_SIGNALS:
    void clearFiltersRequested();
    void connectionRequested(); // another one
    void passwordRequested(); // of the login that lacks one
    void reported(const QString &sentence); // what was done
    void told(const QString &sentence); // of what has just come into sight, for who does not see it

private:
    static QStringList wordsOf(const QVector<TableAction> &actions);
    void layOut();
    void update();
    void updateRows();
    void updateBanner();
    void updateNewer();
    void tellNewer();
    void tellMessage(const TableMessage &message);
    void tellReconnection();
    void updateSelectionLine();
    void perform(TableAction action);
    void showBanner(const BannerMessage &message);
    void showDetails();

    TaskMonitor &m_monitor;
    const MonitorMessages m_messages;
    TaskTableModel *m_model;
    TaskTableView *m_view;
    StateMessage *m_message;
    NoRows *m_noRows;
    Banner *m_banner;
    SelectionLine *m_selectionLine;
    QStackedWidget *m_stack;
    LineStack *m_lines;
    NewerButton *m_newer;
    QTimer *m_clock;
    QVector<TableAction> m_messageActions;
    QVector<TableAction> m_bannerActions;
    bool m_hasHadRows = false;
    int m_toldNewer = 0;
    QDeadlineTimer m_newerPause; // until more of them are told
    QString m_toldMessage; // its title
    bool m_wasBroken = false;
};

} // namespace watchbill
