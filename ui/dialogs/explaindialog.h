// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "advice/queryplan.h"
#include "statement/taskstatements.h"

#include <QDialog>

class QLabel;
class QPushButton;
class QTreeWidget;

namespace watchbill {

class TaskService;

/// How the server finds what a list shows: the steps of its plan, and which of them takes the most. It asks when it opens,
/// and runs the query only when told to.
class ExplainDialog : public QDialog
{
    Q_OBJECT

public:
    ExplainDialog(TaskService &service, const TaskQuery &query, QWidget *parent = nullptr);
    ~ExplainDialog() override; // cancels what is under way

protected:
    void changeEvent(QEvent *event) override;

private:
    void ask(TaskStatements::Explaining what);
    void show(const QueryPlan &plan);

    TaskService &m_service;
    const TaskQuery m_query;
    std::optional<QueryPlan> m_plan;
    QLabel *m_sentence;
    QTreeWidget *m_tree;
    QPushButton *m_run;
    QPushButton *m_copy;
};

} // namespace watchbill
