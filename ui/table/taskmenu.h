// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "table/tablecolumn.h"
#include "task/taskquery.h"

#include <QMenu>

#include <functional>

namespace watchbill {

/// The menu of a cell: filters made from its value, besides the given actions.
class TaskMenu : public QMenu
{
    Q_OBJECT

public:
    /// Applied to the filter at the time of choosing.
    using Change = std::function<TaskFilter(const TaskFilter &)>;

    /// `value` is the cell's, which matters where it is of a key. `actions` come first, nullptr for a separator.
    TaskMenu(const Task &task, const TableCell &cell, const FieldValue &value,
             const QList<QAction *> &actions, QWidget *parent = nullptr);

Q_SIGNALS:
    void changeRequested(const watchbill::TaskMenu::Change &change);

private:
    void addFilters(const QString &choose, const QString &exclude, FilterSet set, const FieldValue &value);
    void addSame(const QString &text, FilterSet set, const FieldValue &value);
    void addExclusion(const QString &text, FilterSet set, const FieldValue &value);
    void addTimes(Condition::Field field, const std::optional<Timestamp> &time);
    void addConditions(const QString &choose, const QString &exclude, const Condition &condition);
    void addCondition(const QString &text, const Condition &condition);
    void add(const QString &icon, const QString &text, const Change &change);
    void addFieldFilters(const Task &task, TaskField field);
    void addAsTyped(const Condition &condition);
    void addKeyFilters(const QStringList &path, const FieldValue &value);
};

} // namespace watchbill
