// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "table/banner.h"
#include "table/statemessage.h"

#include <QWidget>

class QPushButton;
class QStackedWidget;
class QTimer;

namespace watchbill {

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
    void passwordRequested(); // of the login that lacks one

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    enum class Action {
        ClearFilters,
        ChangeConnection,
        EnterPassword,
        Reconnect,
        Refresh,
        LookAgain,
        Resume,
        Cancel,
        CopyIndexStatement
    };

    // What stands in the table's place.
    struct Message
    {
        QString icon;
        QString title;
        QString text;
        QVector<Action> actions;
    };

    static QStringList wordsOf(const QVector<Action> &actions);
    void update();
    void updateRows();
    void updateBanner();
    void updateNewer();
    void placeNewer();
    void perform(Action action);
    Message waiting() const;
    Message refused() const;
    Message noRows() const;
    void showBanner(Banner::Level level, const QString &text, const QVector<Action> &actions = {});
    void showSlowList();
    void showViewpoint();
    QString reasonToWait() const;
    QString indexStatement() const;

    TaskMonitor &m_monitor;
    TaskTableModel *m_model;
    TaskTableView *m_view;
    StateMessage *m_message;
    Banner *m_banner;
    QStackedWidget *m_stack;
    QPushButton *m_newer;
    QTimer *m_clock;
    QVector<Action> m_messageActions;
    QVector<Action> m_bannerActions;
    bool m_hasHadRows = false;
};

} // namespace watchbill
