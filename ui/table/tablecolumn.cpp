// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "table/tablecolumn.h"

#include "format/fieldtitle.h"
#include "format/format.h"
#include "task/storedfields.h"
#include "task/taskduration.h"

#include <QCoreApplication>

#include <array>

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

// What is known of each column, in the order of Column.
struct Traits
{
    TaskField field;
    enum class Kind { Word, Identifier, Text, Time, Number } kind;
    bool isHiddenAtFirst = false;
};

using Kind = Traits::Kind;

constexpr std::array<Traits, count> traits{{
    {TaskField::Status, Kind::Word},
    {TaskField::Type, Kind::Word},
    {TaskField::Id, Kind::Identifier},
    {TaskField::UserId, Kind::Identifier},
    {TaskField::CreatedAt, Kind::Time},
    {TaskField::UpdatedAt, Kind::Time},
    {TaskField::Duration, Kind::Number},
    {TaskField::ErrorMessage, Kind::Text},
    {TaskField::ResultId, Kind::Identifier, true},
}};

// One that is none of the table's stands for a key of the metadata.
const Traits &of(Column column)
{
    static constexpr Traits key{TaskField::Id, Kind::Text};
    return column < Column::ColumnCount ? traits[size_t(column)] : key;
}

} // namespace

QString title(Column column)
{
    return column == Column::ColumnCount ? QString() : format::fieldTitle(field(column));
}

TaskField field(Column column)
{
    return of(column).field;
}

bool isHiddenAtFirst(Column column)
{
    return of(column).isHiddenAtFirst;
}

Qt::AlignmentFlag alignment(Column column)
{
    return of(column).kind == Kind::Number ? Qt::AlignRight : Qt::AlignLeft;
}

QString withGap(const QString &text)
{
    // The word joiner keeps the space: one at the very end is not painted.
    return text.isEmpty() ? text : text + u"\u2003\u2060"_s;
}

bool isIdentifier(Column column)
{
    return of(column).kind == Kind::Identifier;
}

bool hasShortText(Column column)
{
    return column == Column::Status || of(column).kind == Kind::Time;
}

std::optional<QString> shortText(Column column, const Task &task, Timestamp now)
{
    if (column == Column::Status)
        return QString(); // its icon tells it
    if (of(column).kind != Kind::Time)
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
    return column == Column::ColumnCount ? std::nullopt : textOf(task, field(column));
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
