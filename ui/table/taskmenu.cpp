// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "table/taskmenu.h"

#include "filter/filterchanges.h"
#include "filter/queryfields.h"
#include "filter/querytext.h"
#include "filter/timetext.h"
#include "format/format.h"
#include "task/storedfields.h"
#include "task/taskpage.h"
#include "theme/icon.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

constexpr int longestValue = 32;

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
    if (cell.field)
        addFieldFilters(task, *cell.field);
    else
        addKeyFilters(cell.path, value);
    const FieldValue user = textOf(task, TaskField::UserId);
    if (cell.field != TaskField::UserId)
        addSame(tr("Filter by User %1").arg(shortened(user)), &TaskFilter::users, user);
    if (cell.field != TaskField::Type)
        addSame(tr("Filter by Type %1").arg(shortened(task.type)), &TaskFilter::types, task.type);
    const QString error = firstLineOf(task.errorMessage.value_or(QString()));
    if (!error.isEmpty() && cell.field != TaskField::ErrorMessage)
        addCondition(tr("Filter by Error “%1”").arg(entry(format::firstLine(error))), containing(error));
}

void TaskMenu::addFieldFilters(const Task &task, TaskField field)
{
    const FieldValue value = textOf(task, field);
    switch (field) {
    case TaskField::Status:
        return addFilters(tr("Filter by Status %1"), tr("Exclude This Status"), &TaskFilter::statuses, value);
    case TaskField::Type:
        return addFilters(tr("Filter by Type %1"), tr("Exclude This Type"), &TaskFilter::types, value);
    case TaskField::UserId:
        return addFilters(tr("Filter by User %1"), tr("Exclude This User"), &TaskFilter::users, value);
    case TaskField::Id:
        return addConditions(tr("Filter by Task ID %1").arg(entry(column::text(field, task, {}))),
                             tr("Exclude This Task"), is(Condition::Field::Id, value));
    case TaskField::ResultId:
        return addConditions(tr("Filter by Result ID %1").arg(entry(column::text(field, task, {}))),
                             tr("Exclude This Result"), is(Condition::Field::Result, value));
    case TaskField::ErrorMessage: {
        const QString line = firstLineOf(value.value_or(QString()));
        return addConditions(line.isEmpty() ? tr("Filter by Error %1").arg(entry(format::value(value)))
                                            : tr("Filter by Error “%1”").arg(entry(format::firstLine(line))),
                             tr("Exclude This Error"),
                             line.isEmpty() ? is(Condition::Field::Error, value) : containing(line));
    }
    default:
        break;
    }
    const QueryField *named = queryFieldOf(field);
    if (named && named->kind == QueryField::Kind::Time)
        addTimes(named->field, timeOf(task, field));
    else if (named)
        addAsTyped(is(named->field, value));
}

// What the cell shortens is looked for by its beginning. A list or an object is no value to compare with.
void TaskMenu::addKeyFilters(const QStringList &path, const FieldValue &value)
{
    using Relation = Condition::Value::Relation;
    const bool isNested = value && (value->startsWith(u'[') || value->startsWith(u'{'))
        && (value->size() >= TaskPage::errorCharacters || !QJsonDocument::fromJson(value->toUtf8()).isNull());
    const Condition::Value asked = !value           ? Condition::Value{Relation::Null, {}}
        : isNested                                  ? Condition::Value{Relation::Present, {}}
        : value->size() < TaskPage::errorCharacters ? Condition::Value{Relation::Equal, *value}
                                                    : Condition::Value{Relation::Starting, *value};
    addAsTyped(Condition::term(Condition::Field::Metadata, {asked}, path));
}

void TaskMenu::addAsTyped(const Condition &condition)
{
    const QString shown = entry(query::print(condition));
    addConditions(tr("Filter by %1").arg(shown), tr("Exclude %1").arg(shown), condition);
}

void TaskMenu::addTimes(Condition::Field field, const std::optional<Timestamp> &time)
{
    if (!time || !time->isFinite()) {
        const QString shown = time ? time->toIso8601() : format::value({});
        return addConditions(tr("Filter by %1").arg(shown), tr("Exclude %1").arg(shown),
                             is(field, time ? FieldValue(shown) : std::nullopt));
    }
    if (!timeFromText(isoInUtc(*time), *time))
        return; // of the server's last years, which the query language does not read
    const auto compared = [&](Condition::Value::Relation relation) {
        return Condition::term(field, {{relation, isoInUtc(*time)}});
    };
    addCondition(tr("Filter from This Time On"), compared(Condition::Value::Relation::GreaterOrEqual));
    addCondition(tr("Filter until This Time"), compared(Condition::Value::Relation::LessOrEqual));
}

void TaskMenu::addConditions(const QString &choose, const QString &exclude, const Condition &condition)
{
    addCondition(choose, condition);
    add(u"filter-clear"_s, exclude,
        [condition](const TaskFilter &filter) { return filter::with(filter, filter::negated(condition)); });
}

void TaskMenu::addCondition(const QString &text, const Condition &condition)
{
    add(u"filter"_s, text, [condition](const TaskFilter &filter) { return filter::with(filter, condition); });
}

void TaskMenu::addFilters(const QString &choose, const QString &exclude, FilterSet set,
                          const FieldValue &value)
{
    addSame(choose.arg(shortened(value)), set, value);
    addExclusion(exclude, set, value);
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
