// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "source/chosentasks.h"
#include "source/taskcolumns.h"

namespace watchbill {

/// Statements that delete tasks, or mark them where the table has a deleted_at, and look at them before and after: a
/// trigger or rule may do something else, which the server reports as a success.
class DeletionStatements
{
public:
    enum Statement { Before, Removal, After };

    /// What Before and After return for each row that is there, behind taskcolumns::keyList.
    enum Column {
        IsExpected = taskcolumns::keyCount, // as it was shown; or of the named user
        Fingerprint, // of the whole row, where a trigger or rule may change it; else NULL
    };

    explicit DeletionStatements(const TaskRelation &relation)
        : m_relation(relation)
        , m_conditions(relation)
    {
    }

    // See TaskStatements.
    Result<QString> remove(const TaskName &name, const std::optional<UserId> &userId) const;
    Result<QString> removeShown(const QVector<TaskVersion> &shown) const;

private:
    Result<void> checkRemovable() const;
    QString all(const ChosenTasks &chosen) const;
    QString look(const ChosenTasks &chosen, bool isGuarded) const;
    QString removal(const ChosenTasks &chosen) const;

    const TaskRelation &m_relation;
    const TaskConditions m_conditions;
};

} // namespace watchbill
