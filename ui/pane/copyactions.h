// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/task.h"

#include <QKeySequence>
#include <QObject>

#include <functional>

class QAction;

namespace watchbill {

class TaskMonitor;
class TaskTableView;

/// The actions that copy the selected tasks, or the query, to the clipboard.
class CopyActions : public QObject
{
    Q_OBJECT

public:
    CopyActions(TaskMonitor &monitor, TaskTableView *view, QObject *parent);

    /// The actions that copy parts of the selected tasks, in menu order.
    QList<QAction *> parts() const { return {m_row, m_id, m_error, m_ticket}; }
    QList<QAction *> forms() const { return {m_json, m_csv, m_markdown, m_idList, m_sql, m_link}; }

    QAction *id() const { return m_id; }
    QAction *ticket() const { return m_ticket; }
    QAction *query() const { return m_query; } // the query as SQL

Q_SIGNALS:
    void reported(const QString &sentence);

private:
    QAction *add(const QString &icon, const QString &text, const QKeySequence &shortcut,
                 void (CopyActions::*slot)());
    void update();
    QList<QAction *> ofSelection() const { return parts() + forms(); }
    void copyIds();
    void copyRows();
    void copyErrors();
    void copyForTicket();
    void copyAsCsv();
    void copyAsMarkdown();
    void copyAsJson();
    void copyAsIdList();
    void copyAsSql();
    void copyAsLink();
    void copyQuery();
    QVector<QStringList> table(
        const QVector<Task> &tasks) const; // its titles first, in the order of the visible columns
    QString command(const QVector<Task> &tasks) const; // that shows them
    QString ticketText(const Task &task) const;
    void readWhole(const std::function<void(const QVector<Task> &)> &copy);
    void set(const QString &text, const QString &outcome);

    TaskMonitor &m_monitor;
    TaskTableView *m_view;
    QAction *m_id;
    QAction *m_row;
    QAction *m_error;
    QAction *m_ticket;
    QAction *m_json;
    QAction *m_csv;
    QAction *m_markdown;
    QAction *m_idList;
    QAction *m_sql;
    QAction *m_link;
    QAction *m_query;
};

} // namespace watchbill
