// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/task.h"

#include <QString>
#include <QStringList>

#include <array>
#include <variant>

namespace watchbill {

/// A field of a task that is a column of the task table. The type of its member decides how the column is selected, read
/// and printed, so that a further column is a member of Task and a line in storedFields.
struct StoredField
{
    using Member = std::variant<TaskId Task::*, std::optional<UserId> Task::*, TaskStatus Task::*,
                                std::optional<ResultId> Task::*, std::optional<QString> Task::*,
                                std::optional<QByteArray> Task::*, std::optional<Timestamp> Task::*>;
    enum class Need { Required, Optional };
    enum class InLists { Whole, Shortened, LeftOut };

    TaskField field;
    QLatin1String name; // of the column that is looked for, and under which we print the value
    Member member;
    Need need;
    InLists inLists = InLists::Whole;

    constexpr bool isTime() const { return std::holds_alternative<std::optional<Timestamp> Task::*>(member); }
};

/// In the order of the SELECT list and of output.
inline constexpr std::array storedFields{
    StoredField{TaskField::Id, QLatin1String("id"), &Task::id, StoredField::Need::Required},
    StoredField{TaskField::UserId, QLatin1String("user_id"), &Task::userId, StoredField::Need::Required},
    StoredField{TaskField::Type, QLatin1String("type"), &Task::type, StoredField::Need::Required},
    StoredField{TaskField::Status, QLatin1String("status"), &Task::status, StoredField::Need::Required},
    StoredField{TaskField::ResultId, QLatin1String("result_id"), &Task::resultId,
                StoredField::Need::Optional},
    StoredField{TaskField::ErrorMessage, QLatin1String("error_message"), &Task::errorMessage,
                StoredField::Need::Optional, StoredField::InLists::Shortened},
    StoredField{TaskField::Metadata, QLatin1String("metadata"), &Task::metadata, StoredField::Need::Optional,
                StoredField::InLists::LeftOut},
    StoredField{TaskField::CreatedAt, QLatin1String("created_at"), &Task::createdAt,
                StoredField::Need::Required},
    StoredField{TaskField::UpdatedAt, QLatin1String("updated_at"), &Task::updatedAt,
                StoredField::Need::Optional},
};

/// The names that a table of tasks must have.
QStringList requiredColumns();

/// The name under which a field is printed; of a computed one, too.
QString nameOf(TaskField field);

/// A stored field's value as exact text; std::nullopt for NULL, and for a computed field.
std::optional<QString> textOf(const Task &task, const StoredField &field);
std::optional<QString> textOf(const Task &task, TaskField field);

} // namespace watchbill
