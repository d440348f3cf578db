// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/task.h"

#include <QDialog>
#include <QVector>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace watchbill {

struct ConnectionProfile;
struct TaskSource;

/// Says exactly what goes before it goes. Cancel is the default; tasks in processing need a tick of their
/// own, and large numbers have to be typed.
class DeleteDialog : public QDialog
{
    Q_OBJECT

public:
    static constexpr int typedAbove = 100;

    /// `source` is where they are; of the profile its name and its environment are shown.
    DeleteDialog(const QVector<Task> &tasks, const ConnectionProfile &profile, const TaskSource &source,
                 QWidget *parent = nullptr);

    const QVector<Task> &tasks() const { return m_tasks; }

    /// Why nothing can be deleted any more, such as a lock that has closed; empty if it can.
    void setObstacle(const QString &sentence);

private:
    void updateButton();

    const QVector<Task> m_tasks;
    QCheckBox *m_processing = nullptr;
    QLineEdit *m_number = nullptr;
    QLabel *m_obstacle;
    QPushButton *m_delete;
};

} // namespace watchbill
