// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "service/deletionanswer.h"

#include "postgres/resultrows.h"

namespace watchbill {

void DeletionAnswer::readDeleted(const ResultRows &rows)
{
    for (int row = 0; row < rows.count(); ++row)
        m_deleted += TaskId(rows.text(row, 0));
}

void DeletionAnswer::readLeft(const ResultRows &rows)
{
    for (int row = 0; row < rows.count(); ++row) {
        const TaskId id(rows.text(row, 0));
        if (m_asShown.contains(id))
            m_ambiguous += id;
        m_asShown.insert(id, rows.boolean(row, 1));
    }
}

DeletionReport DeletionAnswer::reportOn(const QVector<Task> &shown) const
{
    DeletionReport report;
    for (const Task &task : shown) {
        if (m_deleted.contains(task.id))
            report.deleted += task.id;
        else if (!m_asShown.contains(task.id))
            report.gone += task.id;
        else if (m_ambiguous.contains(task.id))
            report.ambiguous += task.id;
        else
            (m_asShown[task.id] ? report.refused : report.changed) += task.id;
    }
    return report;
}

} // namespace watchbill
