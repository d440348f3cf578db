// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "source/taskcolumns.h"
#include "source/taskconditions.h"

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
    Result<QString> removeShown(const QVector<Task> &shown) const;
    Result<QString> stillThere(const QVector<Task> &shown) const;

private:
    /// What to look at or to remove: the rows that meet a condition, joined with a list if there is one.
    struct Chosen
    {
        QString list;
        QString condition;
        QString isExpected;
        QString isOnlyOne;
        qsizetype most = 1;
    };

    Result<void> checkRemovable() const;
    Result<Chosen> chosen(const QVector<Task> &shown) const;
    QString all(const Chosen &chosen) const;
    QString look(const Chosen &chosen, bool isGuarded) const;
    QString removal(const Chosen &chosen) const;
    QString isAsShown() const;

    const TaskRelation &m_relation;
    const TaskConditions m_conditions;
};

} // namespace watchbill
