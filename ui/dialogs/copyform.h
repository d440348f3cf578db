// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "source/tasksource.h"
#include "task/runaction.h"
#include "task/task.h"

#include <QWidget>

class QLineEdit;
class QPlainTextEdit;

namespace watchbill {

class ProblemLabel;

/// What a copy of one task gets, as the task has it, to be edited: it is tried again, perhaps with something else.
class CopyForm : public QWidget
{
    Q_OBJECT

public:
    /// Without the metadata, as it could not be read, what is typed takes its place.
    CopyForm(const Task &task, const std::optional<QByteArray> &metadata, const TaskSource &source);

    /// Shows what is wrong if it is not.
    bool isComplete();

    /// Whether anything was typed.
    bool isTyped() const;

    void fill(RunAction &action) const;

Q_SIGNALS:
    void changed();

private:
    std::optional<QByteArray> editedMetadata() const;

    const QByteArray m_oldMetadata;
    const TaskSource m_source;
    QLineEdit *m_type;
    QLineEdit *m_user;
    QPlainTextEdit *m_metadata;
    ProblemLabel *m_problem;
};

} // namespace watchbill
