// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "source/taskcolumns.h"
#include "source/taskconditions.h"

namespace watchbill {

/// Statements that delete one named task, or mark it where the table has a deleted_at, and look at it before and after: a
/// trigger or rule may do something else, which the server reports as a success.
class DeletionStatements
{
public:
    enum Statement { Before, Removal, After };

    /// What Before and After return for each row that is there, behind taskcolumns::keyList.
    enum Column {
        IsOfUser = taskcolumns::keyCount, // of the named one, if any
        Fingerprint, // of the whole row, where a trigger or rule may change it; else NULL
    };

    explicit DeletionStatements(const TaskRelation &relation)
        : m_relation(relation)
        , m_conditions(relation)
    {
    }

    // See TaskStatements.
    Result<QString> remove(const TaskName &name, const std::optional<UserId> &userId) const;

private:
    struct Named
    {
        QString condition; // a row has the name
        QString isOfUser;
        QString isOnlyOne; // see TaskConditions::isOnlyOne()
    };

    Result<void> checkRemovable() const;
    QString look(const Named &task) const;
    QString removal(const Named &task) const;

    const TaskRelation &m_relation;
    const TaskConditions m_conditions;
};

} // namespace watchbill
