// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "postgres/resultrows.h"
#include "task/task.h"

#include <QVector>

namespace watchbill {

/// Reads tasks from rows that begin with the columns of taskcolumns. Many rows share a few types and statuses, so tasks
/// share one string of each.
class TaskReader
{
public:
    explicit TaskReader(const ResultRows &rows)
        : m_rows(rows)
    {
    }

    Task task(int row);
    void read(Task &task, int row); // into one that is empty

    /// The key of a row whose columns from `first` on are those of taskcolumns::keyList.
    TaskKey key(int row, int first = 0) const;

private:
    struct KnownText
    {
        QByteArray bytes;
        QString text;
    };

    template<typename Tag>
    void read(Id<Tag> &id, int row, int column)
    {
        id = Id<Tag>(m_rows.text(row, column));
    }
    template<typename Tag>
    void read(std::optional<Id<Tag>> &id, int row, int column)
    {
        if (!m_rows.isNull(row, column))
            id = Id<Tag>(m_rows.text(row, column));
    }
    void read(TaskStatus &status, int row, int column);
    void read(std::optional<QString> &text, int row, int column);
    void read(std::optional<QByteArray> &bytes, int row, int column);
    void read(std::optional<Timestamp> &time, int row, int column);
    QStringList rest(int row, int column) const;
    QVector<std::optional<QString>> values(int row, int column) const; // of a JSON list of texts
    const QString &shared(int row, int column);

    const ResultRows &m_rows;
    QVector<KnownText> m_texts; // the newest first
};

} // namespace watchbill
