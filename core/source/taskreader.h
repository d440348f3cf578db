// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "postgres/resultrows.h"
#include "task/task.h"

#include <QVector>

namespace watchbill {

/// Reads tasks from rows that begin with the columns of taskcolumns. Many rows have the same few types and
/// statuses: their tasks share one text of each.
class TaskReader
{
public:
    explicit TaskReader(const ResultRows &rows)
        : m_rows(rows)
    {
    }

    Task task(int row);

private:
    struct KnownText
    {
        QByteArray bytes;
        QString text;
    };

    const QString &shared(int row, int column);

    const ResultRows &m_rows;
    QVector<KnownText> m_texts; // the newest first
};

} // namespace watchbill
