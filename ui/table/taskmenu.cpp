// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "table/taskmenu.h"

#include "format/format.h"
#include "theme/icon.h"

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

constexpr int longestValue = 32;

// For a menu's text, where & marks a key.
QString shortened(const QString &value)
{
    QString line = format::firstLine(format::shortId(value));
    if (line.size() > longestValue)
        line = line.left(longestValue) + u'…';
    return line.replace(u'&', "&&"_L1);
}

} // namespace

TaskMenu::TaskMenu(const Task &task, Column column, const QList<QAction *> &actions, QWidget *parent)
    : QMenu(parent)
{
    for (QAction *action : actions) {
        if (action)
            addAction(action);
        else
            addSeparator();
    }
    addSeparator();
    addCellFilters(task, column);
    if (column != Column::User)
        addFilter(tr("Same User: %1").arg(shortened(task.userId.toText())), &TaskFilter::users,
                  {{task.userId.toText()}, false});
    if (column != Column::Type)
        addFilter(tr("Same Type: %1").arg(shortened(task.type)), &TaskFilter::types, {{task.type}, false});
    // As it is in the table: what a cell shows may have other white space, and would not be found.
    const QString error = task.errorMessage.value_or(QString()).trimmed().section(u'\n', 0, 0).trimmed();
    if (!error.isEmpty()) {
        QAction *same = addAction(theme::icon(u"error"_s), tr("Same Error: %1").arg(shortened(error)));
        connect(same, &QAction::triggered, this, [this, error] { Q_EMIT textSearched(error); });
    }
}

void TaskMenu::addCellFilters(const Task &task, Column column)
{
    FilterSet set = nullptr;
    switch (column) {
    case Column::Status:
        set = &TaskFilter::statuses;
        break;
    case Column::Type:
        set = &TaskFilter::types;
        break;
    case Column::User:
        set = &TaskFilter::users;
        break;
    default:
        return;
    }
    const QString value = column::value(column, task);
    if (value.isEmpty())
        return;
    addFilter(tr("Filter by “%1”").arg(shortened(value)), set, {{value}, false});
    addFilter(tr("Exclude “%1”").arg(shortened(value)), set, {{value}, true});
}

void TaskMenu::addFilter(const QString &text, FilterSet set, const ValueSet &values)
{
    if (values.values.first().isEmpty())
        return;
    QAction *action = addAction(theme::icon(values.excluded ? u"filter-clear"_s : u"filter"_s), text);
    connect(action, &QAction::triggered, this, [this, set, values] { Q_EMIT narrowed(set, values); });
}

} // namespace watchbill
