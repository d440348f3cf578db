// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "statement/keyset.h"
#include "statement/taskconditions.h"
#include "task/taskpage.h"

namespace watchbill {

/// The statements for one PageRequest, sent together.
class PageStatements
{
public:
    PageStatements(const TaskRelation &relation, const PageRequest &request)
        : m_relation(relation)
        , m_request(request)
        , m_conditions(relation)
    {
    }

    /// Statement 0: the rows, each followed by its sort key, in reverse for the starts Before
    /// and Last.
    /// Then, if asked for: the number of newer rows; the watched tasks, each followed by whether the
    /// filter matches it.
    Result<QString> statements() const;

private:
    keyset::Form form() const;
    Result<QString> rows(const QString &condition) const;
    Result<QString> newer(const QString &condition) const;
    Result<QString> watched(const QString &condition) const;

    const TaskRelation &m_relation;
    const PageRequest &m_request;
    const TaskConditions m_conditions;
};

} // namespace watchbill
