// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/selection.h"

#include <QDialog>
#include <QVector>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace watchbill {

struct ConnectionProfile;
struct TaskSource;

/// Confirms a deletion and lists exactly what is deleted. Cancel is the default; tasks in processing need
/// their own check box, and large numbers must be typed.
class DeleteDialog : public QDialog
{
    Q_OBJECT

public:
    static constexpr int typedAbove = 100;

    /// Of the selection its tasks; `source` is where they are; of the profile its name and its environment are shown.
    DeleteDialog(const Selection &selection, const ConnectionProfile &profile, const TaskSource &source,
                 QWidget *parent = nullptr);

    const QVector<Task> &tasks() const { return m_tasks; }

    /// Whether what the dialog says of deleting is so in this source, too: the table may change while it is open.
    bool saysWhatHappens(const TaskSource &source) const;

    /// Why tasks can no longer be deleted, such as an expired unlock; empty if they can.
    void setObstacle(const QString &sentence);

private:
    void updateButton();

    const QVector<Task> m_tasks;
    const bool m_marks;
    const QStringList m_key;
    QCheckBox *m_processing = nullptr;
    QLineEdit *m_number = nullptr;
    QLabel *m_obstacle;
    QPushButton *m_delete;
};

} // namespace watchbill
