// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "service/deletion.h"

#include <QMap>
#include <QSet>

namespace watchbill {

class ResultRows;

/// Reads the server's answer to a deletion.
class DeletionAnswer
{
public:
    void readDeleted(const ResultRows &rows); ///< The ids that went.
    void readLeft(const ResultRows &rows); ///< The ids that are there, and whether as they were shown.

    /// Sorts the tasks as they were shown to the person.
    DeletionReport reportOn(const QVector<Task> &shown) const;

private:
    QSet<TaskId> m_deleted;
    QMap<TaskId, bool> m_asShown; // of those that are there
    QSet<TaskId> m_ambiguous; // those that are there several times
};

} // namespace watchbill
