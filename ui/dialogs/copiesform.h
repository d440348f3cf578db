// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "dialogs/optionaltext.h"
#include "source/tasksource.h"
#include "task/runaction.h"

#include <QWidget>

class QCheckBox;
class QPlainTextEdit;

namespace watchbill {

class ProblemLabel;

/// Values that the copies of several tasks get instead of each task's own: equal for all copies, and only the ticked
/// ones.
class CopiesForm : public QWidget
{
    Q_OBJECT

public:
    explicit CopiesForm(const TaskSource &source);

    /// Shows what is wrong if it is not.
    bool isComplete();

    /// Whether anything was typed.
    bool isTyped() const;

    void fill(RunAction &action) const;

Q_SIGNALS:
    void changed();

private:
    void addMetadata();

    const TaskSource m_source;
    OptionalText m_type;
    OptionalText m_user;
    QCheckBox *m_addsMetadata = nullptr;
    QPlainTextEdit *m_metadata = nullptr;
    ProblemLabel *m_problem;
};

} // namespace watchbill
