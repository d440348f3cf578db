// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "dialogs/optionaltext.h"
#include "task/runaction.h"

#include <QStringList>
#include <QWidget>

class QComboBox;
class QLabel;

namespace watchbill {

struct TaskSource;

/// The new status of tasks, with an error message and a result where the table has such columns.
class StatusForm : public QWidget
{
    Q_OBJECT

public:
    /// `statuses` are offered; others can be typed.
    StatusForm(const QStringList &statuses, const TaskSource &source);

    bool isComplete() const;

    /// Whether a text was typed that would be a pity to lose: more than a status.
    bool isTyped() const;
    void fill(RunAction &action) const;

Q_SIGNALS:
    void changed();

private:
    const QStringList m_statuses;
    QComboBox *m_status;
    QLabel *m_unknown;
    OptionalText m_error;
    OptionalText m_result;
};

} // namespace watchbill
