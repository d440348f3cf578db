// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "source/taskrelation.h"
#include "statement/valuetable.h"
#include "task/taskerror.h"
#include "task/taskquery.h"

namespace watchbill {

/// What a statement's WHERE says about tasks, over the table under its alias t. Input that the server
/// could not make sense of is InvalidInput here, before it is asked.
class TaskConditions
{
public:
    explicit TaskConditions(const TaskRelation &relation)
        : m_relation(relation)
    {
    }

    /// The filter as a condition.
    Result<QString> of(const TaskFilter &filter) const;

    /// A field has exactly this value.
    Result<QString> equals(TaskField field, const FieldValue &text) const;

    /// Such a column is compared as text, which its indexes do not support.
    static bool isComparedAsText(const TaskColumn &column, TaskField field);

    /// Whether a task is that user's; without one, whether it has none.
    Result<QString> isOf(const std::optional<UserId> &user) const;

    /// The row is not marked deleted; "true" where rows are not marked.
    QString alive() const;

    /// The values of a key as texts: the id's first, then the rest's. InvalidInput if it is no key of this relation.
    Result<QStringList> keyTexts(const TaskKey &key) const;

    /// The columns that they are values of, as what can be compared, and as those of a table of keys: key0, key1 …
    QStringList keyColumns() const;
    QVector<ValueTable::Column> keyTable() const;

    /// The row's key is in this table of keys.
    QString hasKeyOf(const QString &table) const;

    /// The row has one of these keys, of which there are few.
    Result<QString> isOneOf(const QVector<TaskKey> &keys) const;

    /// The condition for many keys, as a table that the statement joins; no table where no key is unique.
    struct Join
    {
        QString table;
        QString condition;
    };
    Result<Join> joined(const QVector<TaskKey> &keys) const;

    /// The row has the name that the user has given. InvalidInput if the key has no such column.
    Result<QString> isNamed(const TaskName &name) const;

    /// No two rows have this row's id, which is one of these: a write that is told only an id must not touch another
    /// task. "true" where the catalogue says so already.
    QString isOnlyOne(const QStringList &ids) const;

    /// A value as a literal of its column's type. Unsupported if the table has no such column.
    Result<QString> value(TaskField field, const QString &text) const;

    /// The id or the error contains the text, ignoring case and without wildcards.
    Result<QString> textSearch(const QString &text) const;

    /// Like equals(); the first characters of a uuid are enough.
    Result<QString> isBeginningOrWhole(TaskField field, const QString &text) const;

    /// A column that the table has, as a text in which patterns can be looked for.
    QString searched(TaskField field) const;

private:
    QString isLike(const TaskKey &key, const QString &id) const;
    Result<QString> matches(TaskField field, const ValueSet &set) const;
    Result<void> checkValue(TaskField field, const QString &text) const;

    const TaskRelation &m_relation;
};

} // namespace watchbill
