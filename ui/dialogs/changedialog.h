// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/selection.h"
#include "write/runwork.h"

#include <QDialog>

class QCheckBox;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace watchbill {

struct ConnectionProfile;
class CopiesForm;
class CopyForm;
class ProblemLabel;
class StatusForm;
struct TaskSource;
class TypedNumber;

/// Confirms a change of tasks, and says exactly what is changed. Cancel is the default; tasks in processing need
/// their own check box, and large numbers must be typed, on production any.
class ChangeDialog : public QDialog
{
    Q_OBJECT

public:
    /// What is asked. Of the selection its tasks are listed, if it is not everything that matches.
    struct Question
    {
        RunAction::Kind kind = RunAction::Kind::Delete;
        Selection selection;
        ConfirmedTasks tasks;
        QString query = {}; // in words; empty if some tasks were selected
        QStringList statuses = {}; // that are offered
        QString dependents = {}; // what else a deletion does: whole sentences
        bool hasNoDependents = false; // they say that it does nothing else
        std::optional<QByteArray> metadata = {}; // of the one task that is run again, to be edited
        int typedAbove = 0; // tasks: see TypedNumber
    };

    /// `source` is where they are; of the profile its name, its environment and how tasks are run again.
    ChangeDialog(const Question &question, const ConnectionProfile &profile, const TaskSource &source,
                 QWidget *parent = nullptr);

    RunAction::Kind kind() const { return m_question.kind; }

    /// The confirmed order.
    RunOrder order() const;

    /// Whether what the dialog says is so in this source, too: the table may change while it is open.
    bool saysWhatHappens(const TaskSource &source) const;

    /// Why the tasks can no longer be changed, such as an expired unlock; empty if they can.
    void setObstacle(const QString &sentence);

    /// Asks first if new values were typed.
    void reject() override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    bool isTyped() const;
    void addWords(QVBoxLayout *layout, const TaskSource &source);
    QString aboutCopies() const;
    void addList(QVBoxLayout *layout, const TaskSource &source);
    void addStatus(QVBoxLayout *layout, const TaskSource &source);
    void addCopy(QVBoxLayout *layout, const TaskSource &source);
    void addCopies(QVBoxLayout *layout, const TaskSource &source);
    void addSafeguards(QVBoxLayout *layout, const ConnectionProfile &profile);
    void addButtons(QVBoxLayout *layout);
    QString missing() const;
    void updateButton();

    const Question m_question;
    const bool m_marks;
    const QStringList m_key;
    const bool m_hasDependents;
    const QString m_originKey;
    StatusForm *m_status = nullptr;
    CopyForm *m_copy = nullptr; // of one task
    CopiesForm *m_copies = nullptr; // of several
    QCheckBox *m_processing = nullptr;
    TypedNumber *m_number = nullptr;
    ProblemLabel *m_obstacle = nullptr;
    QLabel *m_missing = nullptr;
    QPushButton *m_confirm = nullptr;
};

} // namespace watchbill
