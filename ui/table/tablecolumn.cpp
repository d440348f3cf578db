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

// How times are written where the user has not chosen: an exact creation identifies a task, of the others the age matters.
format::TimeStyle timeStyle(TaskField field)
{
    return field == TaskField::CreatedAt ? format::TimeStyle::Absolute : format::TimeStyle::Relative;
}

bool isTime(TaskField field)
{
    const StoredField *stored = storedField(field);
    return stored && stored->isTime();
}

// Of a column that a task table need not have, NULL is nothing special.
bool isRarelyNull(TaskField field)
{
    const StoredField *stored = storedField(field);
    return stored && stored->need == StoredField::Need::Required;
}

} // namespace

bool isHiddenAtFirst(TaskField field)
{
    return sectionOf(field) >= int(fieldsShownAtFirst.size());
}

Qt::AlignmentFlag alignment(TaskField field)
{
    return field == TaskField::Duration ? Qt::AlignRight : Qt::AlignLeft;
}

QString withGap(const QString &text)
{
    // The word joiner keeps the space: one at the very end is not painted.
    return text.isEmpty() ? text : text + u"\u2003\u2060"_s;
}

bool isIdentifier(TaskField field)
{
    const StoredField *stored = storedField(field);
    return stored && stored->isId();
}

bool hasShortText(TaskField field)
{
    return field == TaskField::Status || isTime(field);
}

std::optional<QString> shortText(TaskField field, const Task &task, Timestamp now)
{
    if (field == TaskField::Status)
        return QString(); // its icon tells it
    const auto time = timeOf(task, field);
    if (!time)
        return std::nullopt;
    return format::listsAsTime(timeStyle(field)) ? format::shortTime(*time, now)
                                                 : format::shortAge(*time, now);
}

QString text(TaskField field, const Task &task, Timestamp now)
{
    if (field == TaskField::Duration) {
        const auto duration = taskDuration(task, now);
        return duration ? format::taskDuration(*duration) : QString();
    }
    if (const auto time = timeOf(task, field))
        return format::listedTime(time, now, timeStyle(field));
    const FieldValue value = textOf(task, field);
    if (!value)
        return isRarelyNull(field) ? format::value(value) : QString();
    if (isIdentifier(field))
        return format::value(format::shortId(value));
    const bool isLong = storedField(field)->inLists == StoredField::InLists::Shortened;
    return isLong && !value->isEmpty() ? format::firstLine(*value) : format::value(value);
}

QString value(TaskField field, const Task &task)
{
    return textOf(task, field).value_or(QString());
}

bool isDimmed(TaskField field, const Task &task)
{
    const FieldValue value = textOf(task, field);
    return value ? value->isEmpty() : isRarelyNull(field);
}

QString toolTip(TaskField field, const LoadedRow &row, Timestamp now, std::chrono::minutes stuckAfter)
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
    if (isTime(field))
        return format::toolTip(format::exactTime(timeOf(row.task, field)));
    if (field == TaskField::Duration) {
        if (isStuck(row.task, now, stuckAfter))
            return row.task.status.kind() == TaskStatus::Kind::Pending
                ? Texts::tr("Stuck: pending for more than %Ln minute(s)", nullptr, int(stuckAfter.count()))
                : Texts::tr("Stuck: in processing, without an update for more than %Ln minute(s)", nullptr,
                            int(stuckAfter.count()));
        return row.task.status.isActive() ? Texts::tr("Since created; not finished")
                                          : Texts::tr("From created to last updated");
    }
    const QString whole = value(field, row.task);
    return whole == text(field, row.task, now) && whole.size() < 12 ? QString() : format::toolTip(whole);
}

} // namespace watchbill::column
