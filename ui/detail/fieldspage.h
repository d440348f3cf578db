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
    enum Field {
        StatusField,
        TypeField,
        IdField,
        UserField,
        CreatedField,
        UpdatedField,
        DurationField,
        ResultField,
        KeyField, // only where the table's key has further columns
        FieldCount
    };

    void createField(Field field, const QString &name);
    void arrange();
    void giveErrorRoom();
    void showStatus();
    void showColumn(Field field, TaskField column, const FieldValue &value);

    std::optional<Task> m_task;
    std::optional<TaskSource> m_source;
    int m_columns = 0; // of fields, as they are arranged
    ErrorBrief *m_error;
    QGridLayout *m_grid;
    QLabel *m_names[FieldCount];
    QLabel *m_values[FieldCount];
    QWidget *m_lines[FieldCount]; // a value with what is beside it
    QLabel *m_statusIcon;
    QWidget *m_copyResult = nullptr;
};

} // namespace watchbill
