// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "journal/run.h"

#include <QDialog>

class QPushButton;

namespace watchbill {

struct ConnectionProfile;
class ProblemLabel;
struct TaskSource;
class TypedNumber;

/// Confirms that a run of the history is taken back, and says what that does. Cancel is the default; large numbers must be
/// typed, on production any.
class UndoDialog : public QDialog
{
    Q_OBJECT

public:
    /// `typedAbove` as of TypedNumber.
    UndoDialog(const Run &run, const ConnectionProfile &profile, const TaskSource &source, int typedAbove,
               QWidget *parent = nullptr);

    /// Why it cannot be taken back now; empty if it can.
    void setObstacle(const QString &sentence);

private:
    void updateButton();

    TypedNumber *m_number = nullptr;
    ProblemLabel *m_obstacle;
    QPushButton *m_confirm;
};

} // namespace watchbill
