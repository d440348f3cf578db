// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/task.h"

#include <QString>
#include <QStringList>

#include <array>
#include <variant>

namespace watchbill {

/// A field of a task that is a column of the task table. The type of its member decides how the column is selected, read,
/// printed and shown, so that a further column is a member of Task, its TaskField and a line in storedFields.
struct StoredField
{
    using Member = std::variant<TaskId Task::*, std::optional<UserId> Task::*, TaskStatus Task::*,
                                std::optional<ResultId> Task::*, std::optional<QString> Task::*,
                                std::optional<QByteArray> Task::*, std::optional<Timestamp> Task::*>;
    enum class Need { Required, Optional };
    enum class InLists { Whole, Shortened, LeftOut };

    TaskField field;
    QLatin1String name; // of the column that is looked for, and under which we print the value
    const char *title; // for people; translated by titleOf()
    Member member;
    Need need;
    InLists inLists = InLists::Whole;

    constexpr bool isTime() const { return std::holds_alternative<std::optional<Timestamp> Task::*>(member); }
    constexpr bool isId() const
    {
        return std::holds_alternative<TaskId Task::*>(member)
            || std::holds_alternative<std::optional<UserId> Task::*>(member)
            || std::holds_alternative<std::optional<ResultId> Task::*>(member);
    }
};

/// In the order of the SELECT list and of output.
inline constexpr std::array storedFields{
    StoredField{TaskField::Id, QLatin1String("id"), QT_TRANSLATE_NOOP("watchbill::TaskField", "Task ID"),
                &Task::id, StoredField::Need::Required},
    StoredField{TaskField::UserId, QLatin1String("user_id"),
                QT_TRANSLATE_NOOP("watchbill::TaskField", "User ID"), &Task::userId,
                StoredField::Need::Required},
    StoredField{TaskField::Type, QLatin1String("type"), QT_TRANSLATE_NOOP("watchbill::TaskField", "Type"),
                &Task::type, StoredField::Need::Required},
    StoredField{TaskField::Status, QLatin1String("status"),
                QT_TRANSLATE_NOOP("watchbill::TaskField", "Status"), &Task::status,
                StoredField::Need::Required},
    StoredField{TaskField::ResultId, QLatin1String("result_id"),
                QT_TRANSLATE_NOOP("watchbill::TaskField", "Result ID"), &Task::resultId,
                StoredField::Need::Optional},
    StoredField{TaskField::ErrorMessage, QLatin1String("error_message"),
                QT_TRANSLATE_NOOP("watchbill::TaskField", "Error"), &Task::errorMessage,
                StoredField::Need::Optional, StoredField::InLists::Shortened},
    StoredField{TaskField::Metadata, QLatin1String("metadata"),
                QT_TRANSLATE_NOOP("watchbill::TaskField", "Metadata"), &Task::metadata,
                StoredField::Need::Optional, StoredField::InLists::LeftOut},
    StoredField{TaskField::CreatedAt, QLatin1String("created_at"),
                QT_TRANSLATE_NOOP("watchbill::TaskField", "Created"), &Task::createdAt,
                StoredField::Need::Required},
    StoredField{TaskField::UpdatedAt, QLatin1String("updated_at"),
                QT_TRANSLATE_NOOP("watchbill::TaskField", "Updated"), &Task::updatedAt,
                StoredField::Need::Optional},
};

/// The names that a table of tasks must have.
QStringList requiredColumns();

/// The name under which a field is printed; of a computed one, too.
QString nameOf(TaskField field);

/// What people read as the name of a field: "User ID"; of a computed one, too.
QString titleOf(TaskField field);

/// The entry of a stored field; nullptr for a computed one.
const StoredField *storedField(TaskField field);

/// A stored field's value as exact text; std::nullopt for NULL, and for a computed field.
std::optional<QString> textOf(const Task &task, const StoredField &field);
std::optional<QString> textOf(const Task &task, TaskField field);

/// The value of a field that is a time; std::nullopt for NULL, and for any other field.
std::optional<Timestamp> timeOf(const Task &task, TaskField field);

} // namespace watchbill
