// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "source/deletionstatements.h"
#include "task/taskkey.h"

#include <QHash>
#include <QSet>

#include <optional>

namespace watchbill {

class ResultRows;

/// Reads the server's answer to the deletion of one named task: what was there, what went and what is there now.
class DeletionAnswer
{
public:
    DeletionAnswer() = default;
    explicit DeletionAnswer(const TaskRelation &relation);

    void read(DeletionStatements::Statement statement, const ResultRows &rows);

    /// What became of the task, whoever's it is; none if there was none of the user.
    enum class Outcome { Deleted, Refused, Diverted, Ambiguous };
    std::optional<Outcome> outcome() const;

    /// The tasks of that name that are still there.
    QVector<TaskKey> left() const;

private:
    struct Look
    {
        bool isOfUser = false; // see DeletionStatements::Column
        QByteArray fingerprint;
        int rows = 0;
    };

    void read(QHash<TaskKey, Look> &looks, const ResultRows &rows) const;
    bool wasDeleted(const TaskKey &key) const;
    bool wasDiverted(const TaskKey &key) const;

    bool m_canDivert = false;
    QHash<TaskKey, Look> m_before;
    QSet<TaskKey> m_deleted;
    QHash<TaskKey, Look> m_after;
};

} // namespace watchbill
