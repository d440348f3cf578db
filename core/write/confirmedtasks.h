// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/taskerror.h"
#include "task/taskquery.h"
#include "task/taskversion.h"

#include <QHash>
#include <QMap>

#include <memory>

class QFile;
class QTemporaryFile;

namespace watchbill {

class CopiedLine;

/// What a dialog says about the tasks to confirm.
struct TaskNumbers
{
    static constexpr int mostUsers = 10'000; // that are counted each

    qint64 all = 0;
    QMap<FieldValue, qint64> byStatus;
    QHash<FieldValue, qint64> byUser;
    bool hasMoreUsers = false; // than are counted each
    std::optional<Timestamp> oldest; // created
    std::optional<Timestamp> newest;

    void add(const TaskStatus &status, const std::optional<UserId> &user,
             const std::optional<Timestamp> &createdAt);
    void addTime(const std::optional<Timestamp> &createdAt);

    /// The users with the most tasks, the most first.
    QVector<std::pair<FieldValue, qint64>> busiestUsers(int most) const;
};

/// The tasks that the user is asked to confirm, each in the version that was shown. If there are many, they are in a temporary
/// file that only this user can read. Cheap to copy.
class ConfirmedTasks
{
public:
    ConfirmedTasks() = default;
    static ConfirmedTasks of(const QVector<Task> &tasks);

    /// These tasks in another order.
    ConfirmedTasks ordered(const QVector<TaskVersion> &versions) const;

    const TaskNumbers &numbers() const { return m_numbers; }
    qint64 count() const { return m_numbers.all; }

    /// The tasks in their order. Server if the temporary file cannot be read.
    class Reader
    {
    public:
        explicit Reader(const ConfirmedTasks &tasks);
        ~Reader();

        /// The next ones; none at the end.
        Result<QVector<TaskVersion>> next(qsizetype most);

    private:
        TaskVersion version(const CopiedLine &line);

        const ConfirmedTasks &m_tasks;
        std::unique_ptr<QFile> m_file;
        qsizetype m_at = 0;
        std::optional<QByteArray> m_statusWritten; // of the last line: most have that of the one before
        TaskStatus m_status;
    };

    /// Collects the tasks from the lines of RunStatements::versions(), each of which begins with `keyParts` values.
    class Writer
    {
    public:
        explicit Writer(int keyParts);

        /// InvalidInput if the temporary file cannot be written, or a part of the task's key is NULL.
        Result<void> add(QByteArrayView line);
        Result<ConfirmedTasks> finish();

    private:
        void count(const CopiedLine &line);

        const int m_keyParts;
        std::shared_ptr<QTemporaryFile> m_file;
        TaskNumbers m_numbers;
        QHash<QByteArray, qint64> m_statuses; // numbers of tasks, by the value as COPY writes it
        QHash<QByteArray, qint64> m_users;
    };

private:
    QVector<TaskVersion> m_versions;
    std::shared_ptr<QTemporaryFile> m_file; // instead
    int m_keyParts = 1;
    TaskNumbers m_numbers;
};

} // namespace watchbill
