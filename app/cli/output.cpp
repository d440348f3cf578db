// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "output.h"

using namespace Qt::StringLiterals;

namespace watchbill {

Output::~Output() = default;

const QVector<TaskField> &printedFields()
{
    static const QVector<TaskField> fields{
        TaskField::Id,       TaskField::UserId,    TaskField::Type,
        TaskField::Status,   TaskField::ResultId,  TaskField::ErrorMessage,
        TaskField::Metadata, TaskField::CreatedAt, TaskField::UpdatedAt,
    };
    return fields;
}

std::optional<QString> fieldText(const Task &task, TaskField field)
{
    const auto timeText = [](const std::optional<Timestamp> &time) {
        return time ? std::optional(time->toIso8601()) : std::nullopt;
    };
    switch (field) {
    case TaskField::Id:
        return task.id.toText();
    case TaskField::UserId:
        return task.userId.toText();
    case TaskField::Type:
        return task.type;
    case TaskField::Status:
        return task.status.toText();
    case TaskField::ResultId:
        return task.resultId ? std::optional(task.resultId->toText()) : std::nullopt;
    case TaskField::ErrorMessage:
        return task.errorMessage;
    case TaskField::Metadata:
        return task.metadata ? std::optional(QString::fromUtf8(*task.metadata)) : std::nullopt;
    case TaskField::CreatedAt:
        return timeText(task.createdAt);
    case TaskField::UpdatedAt:
        return timeText(task.updatedAt);
    case TaskField::Duration:
        break; // computed, not a column
    }
    return std::nullopt;
}

QVector<std::pair<QString, QVariant>> printedFields(const ConnectionProfile &profile)
{
    const ConnectionProfile shown = profile.withoutPasswords();
    return {
        {u"name"_s, shown.name},
        {u"environment"_s, toText(shown.environment)},
        {u"connection"_s, shown.connection},
        {u"table"_s, shown.qualifiedTableName()},
        {u"serviceRole"_s, shown.serviceRole},
        {u"serviceConnection"_s, shown.serviceConnection},
        {u"readOnly"_s, shown.readOnly},
        {u"timeLimitSeconds"_s, qint64(shown.timeLimit.count())},
    };
}

QString toText(Count::Precision precision)
{
    switch (precision) {
    case Count::Precision::Exact:
        return u"exact"_s;
    case Count::Precision::Estimate:
        return u"estimate"_s;
    case Count::Precision::AtLeast:
        return u"at least"_s;
    }
    return {};
}

} // namespace watchbill
