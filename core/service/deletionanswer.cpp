// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "service/deletionanswer.h"

#include "postgres/resultrows.h"
#include "source/taskreader.h"

#include <algorithm>

namespace watchbill {

DeletionAnswer::DeletionAnswer(const TaskRelation &relation)
    : m_canDivert(relation.canDivertDeletions() && !relation.deletedAt)
{
}

void DeletionAnswer::read(QHash<TaskKey, Look> &looks, const ResultRows &rows) const
{
    const TaskReader reader(rows);
    for (int row = 0; row < rows.count(); ++row) {
        Look &look = looks[reader.key(row)];
        look.isOfUser |= rows.boolean(row, DeletionStatements::IsOfUser);
        look.fingerprint = rows.bytes(row, DeletionStatements::Fingerprint);
        ++look.rows;
    }
}

void DeletionAnswer::read(DeletionStatements::Statement statement, const ResultRows &rows)
{
    switch (statement) {
    case DeletionStatements::Before:
        return read(m_before, rows);
    case DeletionStatements::Removal:
        for (int row = 0; row < rows.count(); ++row)
            m_deleted += TaskReader(rows).key(row);
        return;
    case DeletionStatements::After:
        return read(m_after, rows);
    }
}

// What a trigger or rule took away is not among what the server says it deleted.
bool DeletionAnswer::wasDeleted(const TaskKey &key) const
{
    return !m_after.contains(key)
        && (m_deleted.contains(key) || (m_canDivert && m_before.value(key).isOfUser));
}

bool DeletionAnswer::wasDiverted(const TaskKey &key) const
{
    const Look before = m_before.value(key);
    if (!m_canDivert) // deleted, and put there again
        return m_deleted.contains(key) && m_after.contains(key);
    return before.isOfUser && m_after.contains(key) && before.fingerprint != m_after[key].fingerprint;
}

QVector<TaskKey> DeletionAnswer::left() const
{
    QVector<TaskKey> keys;
    for (auto look = m_after.begin(); look != m_after.end(); ++look)
        keys += QVector<TaskKey>(look->rows, look.key());
    std::sort(keys.begin(), keys.end());
    return keys;
}

std::optional<DeletionAnswer::Outcome> DeletionAnswer::outcome() const
{
    int left = 0;
    bool isOfUser = false;
    bool isDiverted = false;
    for (auto look = m_after.begin(); look != m_after.end(); ++look) {
        left += look->rows;
        isOfUser |= look->isOfUser;
        isDiverted |= wasDiverted(look.key());
    }
    if (isDiverted)
        return Outcome::Diverted;
    if (isOfUser)
        return left > 1 ? Outcome::Ambiguous : Outcome::Refused;
    const bool isDeleted = std::any_of(m_before.keyBegin(), m_before.keyEnd(),
                                       [this](const TaskKey &key) { return wasDeleted(key); });
    return isDeleted ? std::optional(Outcome::Deleted) : std::nullopt;
}

} // namespace watchbill
