// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "table/tablecolumn.h"
#include "task/taskquery.h"

#include <QMenu>

namespace watchbill {

/// The menu of a cell: filters made from its value, besides the given actions.
class TaskMenu : public QMenu
{
    Q_OBJECT

public:
    /// `actions` come first, nullptr for a separator.
    TaskMenu(const Task &task, Column column, const QList<QAction *> &actions, QWidget *parent = nullptr);

Q_SIGNALS:
    /// To be combined with what is filtered by already.
    void narrowed(watchbill::FilterSet set, const watchbill::ValueSet &values);
    void textSearched(const QString &text);

private:
    void addFilter(const QString &text, FilterSet set, const ValueSet &values);
    void addCellFilters(const Task &task, Column column);
};

} // namespace watchbill
