// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "source/viewasuser.h"
#include "task/statuscounts.h"
#include "task/taskstatus.h"

#include <QKeySequence>
#include <QStringList>
#include <QTimer>
#include <QWidget>

#include <optional>

class QLabel;
class QToolButton;

namespace watchbill {

class TaskMonitor;
class ValueList;

/// The statuses with their live counters, a note on how exact and how old these are, and the button that counts exactly.
class StatusSection : public QWidget
{
    Q_OBJECT

public:
    explicit StatusSection(TaskMonitor &monitor);

    /// The key that shows only the tasks with a status, or those of every status; none for a status that has no key.
    static QKeySequence keyOf(std::optional<TaskStatus::Kind> kind);

private:
    void showStatuses();
    static QKeySequence keyOf(const QString &status);
    void noteCounted(const StatusCounts &counts);
    QStringList usualStatuses() const;
    void showCounting();
    QString ageText() const; // empty if it need not be shown

    TaskMonitor &m_monitor;
    ValueList *m_list;
    QLabel *m_age;
    QLabel *m_note;
    QToolButton *m_count;
    QVector<FieldValue> m_counted; // statuses that tasks have had
    std::optional<ViewAsUser> m_viewAs; // for whom these are
    QTimer m_clock; // ages move on between two answers
};

} // namespace watchbill
