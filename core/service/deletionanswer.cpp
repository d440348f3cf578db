// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "service/deletionanswer.h"

#include "postgres/resultrows.h"
#include "source/taskreader.h"

#include <algorithm>

namespace watchbill {

DeletionAnswer::DeletionAnswer(const TaskRelation &relation)
    : m_isKeyed(!relation.key.isEmpty())
    , m_canDivert(relation.canDivertDeletions() && !relation.deletedAt)
{
}

void DeletionAnswer::read(QHash<TaskKey, Look> &looks, const ResultRows &rows) const
{
    const TaskReader reader(rows);
    for (int row = 0; row < rows.count(); ++row) {
        Look &look = looks[reader.key(row)];
        look.isExpected |= rows.boolean(row, DeletionStatements::IsExpected);
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

TaskKey DeletionAnswer::keyOf(const Task &task) const
{
    return m_isKeyed ? task.key() : TaskKey(task.id);
}

// What a trigger or rule took away is not among what the server says it deleted.
bool DeletionAnswer::wasDeleted(const TaskKey &key) const
{
    return !m_after.contains(key)
        && (m_deleted.contains(key) || (m_canDivert && m_before.value(key).isExpected));
}

bool DeletionAnswer::wasDiverted(const TaskKey &key) const
{
    const Look before = m_before.value(key);
    if (!m_canDivert) // deleted, and put there again
        return m_deleted.contains(key) && m_after.contains(key);
    return before.isExpected && m_after.contains(key) && before.fingerprint != m_after[key].fingerprint;
}

DeletionReport DeletionAnswer::reportOn(const QVector<Task> &shown) const
{
    DeletionReport report;
    for (const Task &task : shown) {
        const TaskKey key = keyOf(task);
        if (wasDeleted(key))
            report.deleted += task.key();
        else if (!m_after.contains(key))
            report.gone += task.key();
        else if (wasDiverted(key))
            report.diverted += task.key();
        else if (!m_isKeyed && m_after[key].rows > 1)
            report.ambiguous += task.key();
        else
            (m_after[key].isExpected ? report.refused : report.changed) += task.key();
    }
    return report;
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
    bool isExpected = false;
    bool isDiverted = false;
    for (auto look = m_after.begin(); look != m_after.end(); ++look) {
        left += look->rows;
        isExpected |= look->isExpected;
        isDiverted |= wasDiverted(look.key());
    }
    if (isDiverted)
        return Outcome::Diverted;
    if (isExpected)
        return left > 1 ? Outcome::Ambiguous : Outcome::Refused;
    const bool isDeleted = std::any_of(m_before.keyBegin(), m_before.keyEnd(),
                                       [this](const TaskKey &key) { return wasDeleted(key); });
    return isDeleted ? std::optional(Outcome::Deleted) : std::nullopt;
}

} // namespace watchbill
