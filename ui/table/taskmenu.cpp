// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "table/taskmenu.h"

#include "filter/filterchanges.h"
#include "filter/querytext.h"
#include "format/format.h"
#include "task/taskpage.h"
#include "theme/icon.h"

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

constexpr int longestValue = 32;

// For a menu's text, where & marks a key.
// A menu takes a single & for the mark of a key.
QString entry(const QString &text)
{
    return format::shortened(text, longestValue).replace(u'&', "&&"_L1);
}

// As it is in the table: what a cell shows may have other white space, and would not be found.
QString firstLineOf(const QString &error)
{
    return error.trimmed().section(u'\n', 0, 0).trimmed();
}

Condition containing(const QString &error)
{
    return Condition::term(Condition::Field::Error, {{Condition::Value::Relation::Containing, error}});
}

Condition is(Condition::Field field, const FieldValue &value)
{
    using Relation = Condition::Value::Relation;
    return Condition::term(
        field, {value ? Condition::Value{Relation::Equal, *value} : Condition::Value{Relation::Null, {}}});
}

QString isoInUtc(Timestamp time)
{
    return time.toIso8601().replace("+00:00"_L1, "Z"_L1);
}

QString shortened(const FieldValue &value)
{
    return entry(format::value(format::shortId(value)));
}

} // namespace

TaskMenu::TaskMenu(const Task &task, const TableCell &cell, const FieldValue &value,
                   const QList<QAction *> &actions, QWidget *parent)
    : QMenu(parent)
{
    for (QAction *action : actions) {
        if (action)
            addAction(action);
        else
            addSeparator();
    }
    addSeparator();
    const Column column = cell.column;
    if (cell.isKey())
        addKeyFilters(cell.path, value);
    else
        addCellFilters(task, column);
    const FieldValue user = column::fieldValue(Column::User, task);
    if (column != Column::User)
        addSame(tr("Filter by user: %1").arg(shortened(user)), &TaskFilter::users, user);
    if (column != Column::Type)
        addSame(tr("Filter by type: %1").arg(shortened(task.type)), &TaskFilter::types, task.type);
    const QString error = firstLineOf(task.errorMessage.value_or(QString()));
    if (!error.isEmpty() && column != Column::Error)
        addCondition(tr("Filter by error: %1").arg(entry(format::firstLine(error))), containing(error));
}

void TaskMenu::addCellFilters(const Task &task, Column column)
{
    switch (column) {
    case Column::Status:
        return addFilters(&TaskFilter::statuses, column::fieldValue(column, task));
    case Column::Type:
        return addFilters(&TaskFilter::types, column::fieldValue(column, task));
    case Column::User:
        return addFilters(&TaskFilter::users, column::fieldValue(column, task));
    case Column::Id:
        return addConditions(column::text(column, task, {}), is(Condition::Field::Id, task.id.toText()));
    case Column::Result:
        return addConditions(column::text(column, task, {}),
                             is(Condition::Field::Result, column::fieldValue(column, task)));
    case Column::Error: {
        const QString line = firstLineOf(task.errorMessage.value_or(QString()));
        return addConditions(
            line.isEmpty() ? format::value(task.errorMessage) : entry(format::firstLine(line)),
            line.isEmpty() ? is(Condition::Field::Error, task.errorMessage) : containing(line));
    }
    case Column::Created:
        return addTimes(Condition::Field::Created, task.createdAt);
    case Column::Updated:
        return addTimes(Condition::Field::Updated, task.updatedAt);
    case Column::Duration:
    case Column::ColumnCount:
        break;
    }
}

// What the cell shortens is looked for by its beginning.
void TaskMenu::addKeyFilters(const QStringList &path, const FieldValue &value)
{
    using Relation = Condition::Value::Relation;
    const Condition::Value asked = !value           ? Condition::Value{Relation::Null, {}}
        : value->size() < TaskPage::errorCharacters ? Condition::Value{Relation::Equal, *value}
                                                    : Condition::Value{Relation::Starting, *value};
    const Condition condition = Condition::term(Condition::Field::Metadata, {asked}, path);
    const QString shown = query::print(condition);
    addCondition(tr("Filter by %1").arg(entry(shown)), condition);
    add(u"filter-clear"_s, tr("Exclude %1").arg(entry(shown)),
        [condition](const TaskFilter &filter) { return filter::with(filter, filter::negated(condition)); });
}

void TaskMenu::addTimes(Condition::Field field, const std::optional<Timestamp> &time)
{
    if (!time || !time->isFinite())
        return addConditions(format::value({}), is(field, std::nullopt));
    const auto compared = [&](Condition::Value::Relation relation) {
        return Condition::term(field, {{relation, isoInUtc(*time)}});
    };
    addCondition(tr("Since this time"), compared(Condition::Value::Relation::GreaterOrEqual));
    addCondition(tr("Until this time"), compared(Condition::Value::Relation::LessOrEqual));
}

void TaskMenu::addConditions(const QString &shown, const Condition &condition)
{
    addCondition(tr("Filter by “%1”").arg(entry(shown)), condition);
    add(u"filter-clear"_s, tr("Exclude “%1”").arg(entry(shown)),
        [condition](const TaskFilter &filter) { return filter::with(filter, filter::negated(condition)); });
}

void TaskMenu::addCondition(const QString &text, const Condition &condition)
{
    add(u"filter"_s, text, [condition](const TaskFilter &filter) { return filter::with(filter, condition); });
}

void TaskMenu::addFilters(FilterSet set, const FieldValue &value)
{
    if (format::isDimmed(value)) { // no text that stands between quotes
        addSame(tr("Filter by %1").arg(shortened(value)), set, value);
        addExclusion(tr("Exclude %1").arg(shortened(value)), set, value);
        return;
    }
    addSame(tr("Filter by “%1”").arg(shortened(value)), set, value);
    addExclusion(tr("Exclude “%1”").arg(shortened(value)), set, value);
}

void TaskMenu::addSame(const QString &text, FilterSet set, const FieldValue &value)
{
    add(u"filter"_s, text,
        [set, value](const TaskFilter &filter) { return filter::only(filter, set, value); });
}

void TaskMenu::addExclusion(const QString &text, FilterSet set, const FieldValue &value)
{
    add(u"filter-clear"_s, text,
        [set, value](const TaskFilter &filter) { return filter::excluding(filter, set, value); });
}

void TaskMenu::add(const QString &icon, const QString &text, const Change &change)
{
    QAction *action = addAction(theme::icon(icon), text);
    connect(action, &QAction::triggered, this, [this, change] { Q_EMIT changeRequested(change); });
}

} // namespace watchbill
