// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "statement/taskconditions.h"
#include "task/condition.h"

namespace watchbill {

/// A filter's condition as SQL, over the table under its alias t. Where an index can serve a term, the term is written so
/// that it does: beginnings of a UUID as ranges, times as constants, metadata as JSON paths, which a GIN index knows.
class QueryConditions
{
public:
    explicit QueryConditions(const TaskRelation &relation)
        : m_relation(relation)
        , m_conditions(relation)
    {
    }

    Result<QString> of(const Condition &condition) const;

    /// The column that a term is about; the id's if it is not about one alone. Not for Text.
    static TaskField columnOf(Condition::Field field);

private:
    using Value = Condition::Value;

    Result<QString> joined(const QVector<Condition> &parts, const QString &word) const;
    std::optional<QString> wholeUuid(Condition::Field field, const Value &value) const;
    Result<QString> term(const Condition &term) const;
    Result<QString> ofField(const Condition &term, const Value &value) const;
    Result<QString> ofText(TaskField field, const Value &value) const;
    QString startsWith(TaskField field, const QString &beginning) const;
    Result<QString> ofTime(TaskField field, const Value &value) const;
    Result<QString> ofAge(const Value &value) const;
    Result<QString> ofDuration(const Value &value) const;
    Result<QString> ofState(const QString &word) const;
    Result<QString> ofMetadata(const Condition &term, const Value &value) const;
    Result<QString> hasStatus(TaskStatus::Kind kind) const;

    const TaskRelation &m_relation;
    TaskConditions m_conditions;
};

} // namespace watchbill
