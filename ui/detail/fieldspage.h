// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "source/tasksource.h"
#include "task/task.h"
#include "task/taskquery.h"

#include <QScrollArea>

class QGridLayout;
class QLabel;

namespace watchbill {

class ErrorBrief;

/// One task at a glance: first what went wrong, then its fields, in two columns where there is room for them.
class FieldsPage : public QScrollArea
{
    Q_OBJECT

public:
    explicit FieldsPage(QWidget *parent = nullptr);

    /// `source` tells which columns there are.
    void setTask(const Task &task, const std::optional<TaskSource> &source, Timestamp now);

    /// Ages and durations, in the time zone that is shown now.
    void showTimes(Timestamp now);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    struct Line
    {
        std::optional<TaskField>
            field; // none: the columns of the table's key besides the id, where there are any
        QLabel *name;
        QLabel *value;
        QWidget *row; // the value with what is beside it
        QWidget *copy = nullptr; // of an id
    };

    void createLine(std::optional<TaskField> field, const QString &name);
    QLabel *valueOf(TaskField field) const;
    void arrange();
    void giveErrorRoom();
    void showStatus();
    FieldValue shownValue(TaskField field, Timestamp now) const;
    void showField(const Line &line, Timestamp now);

    std::optional<Task> m_task;
    std::optional<TaskSource> m_source;
    int m_columns = 0; // of fields, as they are arranged
    ErrorBrief *m_error;
    QGridLayout *m_grid;
    QVector<Line> m_lines; // the key's is the last
    QLabel *m_statusIcon;
};

} // namespace watchbill
