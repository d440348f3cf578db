// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "table/tablecolumn.h"

#include "format/format.h"
#include "task/taskduration.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace watchbill::column {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::column)
};

// Where each column is written as it is read best.
constexpr auto createdStyle = format::TimeStyle::Absolute;
constexpr auto updatedStyle = format::TimeStyle::Relative;

template<typename Tag>
FieldValue idValue(const std::optional<Id<Tag>> &id)
{
    return id ? FieldValue(id->toText()) : std::nullopt;
}

FieldValue timeValue(const std::optional<Timestamp> &time)
{
    return time ? FieldValue(time->toIso8601()) : std::nullopt;
}

} // namespace

QString title(Column column)
{
    switch (column) {
    case Column::Status:
        return Texts::tr("Status");
    case Column::Type:
        return Texts::tr("Type");
    case Column::Id:
        return Texts::tr("Task ID");
    case Column::User:
        return Texts::tr("User ID");
    case Column::Created:
        return Texts::tr("Created");
    case Column::Updated:
        return Texts::tr("Updated");
    case Column::Duration:
        return Texts::tr("Duration");
    case Column::Error:
        return Texts::tr("Error");
    case Column::Result:
        return Texts::tr("Result ID");
    case Column::ColumnCount:
        break;
    }
    return {};
}

TaskField field(Column column)
{
    switch (column) {
    case Column::Status:
        return TaskField::Status;
    case Column::Type:
        return TaskField::Type;
    case Column::User:
        return TaskField::UserId;
    case Column::Created:
        return TaskField::CreatedAt;
    case Column::Updated:
        return TaskField::UpdatedAt;
    case Column::Duration:
        return TaskField::Duration;
    case Column::Error:
        return TaskField::ErrorMessage;
    case Column::Result:
        return TaskField::ResultId;
    case Column::Id:
    case Column::ColumnCount:
        break;
    }
    return TaskField::Id;
}

bool isHiddenAtFirst(Column column)
{
    return column == Column::Result;
}

Qt::AlignmentFlag alignment(Column column)
{
    return column == Column::Duration ? Qt::AlignRight : Qt::AlignLeft;
}

QString withGap(const QString &text)
{
    // The word joiner keeps the space: one at the very end is not painted.
    return text.isEmpty() ? text : text + u"\u2003\u2060"_s;
}

bool isIdentifier(Column column)
{
    return column == Column::Id || column == Column::User || column == Column::Result;
}

bool hasShortText(Column column)
{
    return column == Column::Status || column == Column::Created || column == Column::Updated;
}

std::optional<QString> shortText(Column column, const Task &task, Timestamp now)
{
    if (column == Column::Status)
        return QString(); // its icon tells it
    if (column != Column::Created && column != Column::Updated)
        return std::nullopt;
    const bool isCreated = column == Column::Created;
    const auto &time = isCreated ? task.createdAt : task.updatedAt;
    if (!time)
        return std::nullopt;
    return format::listsAsTime(isCreated ? createdStyle : updatedStyle) ? format::shortTime(*time, now)
                                                                        : format::shortAge(*time, now);
}

FieldValue fieldValue(Column column, const Task &task)
{
    switch (column) {
    case Column::Status:
        return task.status.value();
    case Column::Type:
        return task.type;
    case Column::Id:
        return task.id.toText();
    case Column::User:
        return idValue(task.userId);
    case Column::Created:
        return timeValue(task.createdAt);
    case Column::Updated:
        return timeValue(task.updatedAt);
    case Column::Error:
        return task.errorMessage;
    case Column::Result:
        return idValue(task.resultId);
    case Column::Duration:
    case Column::ColumnCount:
        break;
    }
    return std::nullopt;
}

QString text(Column column, const Task &task, Timestamp now)
{
    switch (column) {
    case Column::Status:
    case Column::Type:
        return format::value(fieldValue(column, task));
    case Column::User:
        return format::value(format::shortId(fieldValue(column, task)));
    case Column::Id:
        return format::value(format::shortId(task.id.toText()));
    case Column::Created:
        return task.createdAt ? format::listedTime(task.createdAt, now, createdStyle) : format::value({});
    case Column::Updated:
        return format::listedTime(task.updatedAt, now, updatedStyle);
    case Column::Duration: {
        const auto duration = taskDuration(task, now);
        return duration ? format::taskDuration(*duration) : QString();
    }
    case Column::Error:
        return task.errorMessage && task.errorMessage->isEmpty()
            ? format::value(task.errorMessage)
            : format::firstLine(task.errorMessage.value_or(QString()));
    case Column::Result:
        return task.resultId ? format::value(format::shortId(fieldValue(column, task))) : QString();
    case Column::ColumnCount:
        break;
    }
    return {};
}

QString value(Column column, const Task &task)
{
    return fieldValue(column, task).value_or(QString());
}

bool isDimmed(Column column, const Task &task)
{
    if (column == Column::Created)
        return !task.createdAt;
    if (column == Column::Updated)
        return false;
    const bool isRarelyNull = column == Column::Status || column == Column::Type || column == Column::User;
    const FieldValue value = fieldValue(column, task);
    return value ? value->isEmpty() : isRarelyNull;
}

QString toolTip(Column column, const LoadedRow &row, Timestamp now, std::chrono::minutes stuckAfter)
{
    switch (row.presence) {
    case LoadedRow::Presence::Deleted:
        return Texts::tr("This task was deleted. It stays listed while it is selected.");
    case LoadedRow::Presence::LeftFilter:
        return Texts::tr("This task no longer matches the filter. It stays listed while it is "
                         "selected.");
    case LoadedRow::Presence::Listed:
        break;
    }
    switch (column) {
    case Column::Created:
        return format::toolTip(format::exactTime(row.task.createdAt));
    case Column::Updated:
        return format::toolTip(format::exactTime(row.task.updatedAt));
    case Column::Duration:
        if (isStuck(row.task, now, stuckAfter))
            return row.task.status.kind() == TaskStatus::Kind::Pending
                ? Texts::tr("Stuck: pending for more than %Ln minute(s)", nullptr, int(stuckAfter.count()))
                : Texts::tr("Stuck: in processing, without an update for more than %Ln minute(s)", nullptr,
                            int(stuckAfter.count()));
        return row.task.status.isActive() ? Texts::tr("Since created; not finished")
                                          : Texts::tr("From created to last updated");
    default:
        break;
    }
    const QString whole = value(column, row.task);
    return whole == text(column, row.task, now) && whole.size() < 12 ? QString() : format::toolTip(whole);
}

} // namespace watchbill::column
