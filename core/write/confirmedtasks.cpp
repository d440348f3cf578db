// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "write/confirmedtasks.h"

#include "postgres/copiedline.h"
#include "statement/runstatements.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QTemporaryFile>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

using Column = RunStatements::VersionColumn;

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::ConfirmedTasks)
};

// How many tasks have the value, which is written so.
qint64 &numberOf(QHash<QByteArray, qint64> &numbers, QByteArrayView written)
{
    const auto known = numbers.find(QByteArray::fromRawData(written.data(), written.size()));
    return known != numbers.end() ? *known : numbers[written.toByteArray()];
}

Failure fileFailure(const QTemporaryFile &file)
{
    return failure(TaskError::Kind::InvalidInput,
                   Texts::tr("The list of the tasks cannot be kept in %1: %2. Nothing was changed.")
                       .arg(QDir::tempPath(), file.errorString()));
}

} // namespace

void TaskNumbers::add(const TaskStatus &status, const std::optional<UserId> &user,
                      const std::optional<Timestamp> &createdAt)
{
    ++all;
    ++byStatus[status.value()];
    const FieldValue name = user ? FieldValue(user->toText()) : std::nullopt;
    if (byUser.size() < mostUsers || byUser.contains(name))
        ++byUser[name];
    else
        hasMoreUsers = true;
    addTime(createdAt);
}

void TaskNumbers::addTime(const std::optional<Timestamp> &createdAt)
{
    if (!createdAt)
        return;
    oldest = std::min(oldest.value_or(*createdAt), *createdAt);
    newest = std::max(newest.value_or(*createdAt), *createdAt);
}

QVector<std::pair<FieldValue, qint64>> TaskNumbers::busiestUsers(int most) const
{
    QVector<std::pair<FieldValue, qint64>> users;
    for (auto user = byUser.begin(); user != byUser.end(); ++user)
        users += {user.key(), user.value()};
    std::sort(users.begin(), users.end(), [](const auto &one, const auto &other) {
        return one.second != other.second ? one.second > other.second : one.first < other.first;
    });
    return users.mid(0, most);
}

ConfirmedTasks ConfirmedTasks::of(const QVector<Task> &tasks)
{
    ConfirmedTasks confirmed;
    confirmed.m_versions = versionsOf(tasks);
    for (const Task &task : tasks)
        confirmed.m_numbers.add(task.status, task.userId, task.createdAt);
    return confirmed;
}

ConfirmedTasks ConfirmedTasks::ordered(const QVector<TaskVersion> &versions) const
{
    ConfirmedTasks ordered;
    ordered.m_versions = versions;
    ordered.m_numbers = m_numbers;
    return ordered;
}

ConfirmedTasks::Reader::Reader(const ConfirmedTasks &tasks)
    : m_tasks(tasks)
    , m_file(tasks.m_file ? std::make_unique<QFile>(tasks.m_file->fileName()) : nullptr)
{
}

ConfirmedTasks::Reader::~Reader() = default;

Result<QVector<TaskVersion>> ConfirmedTasks::Reader::next(qsizetype most)
{
    if (!m_file) {
        const QVector<TaskVersion> versions = m_tasks.m_versions.mid(m_at, most);
        m_at += versions.size();
        return versions;
    }
    if (!m_file->isOpen() && !m_file->open(QIODevice::ReadOnly))
        return failure(TaskError::Kind::Server,
                       Texts::tr("The list of the tasks in %1 cannot be read: %2.")
                           .arg(m_file->fileName(), m_file->errorString()));
    QVector<TaskVersion> versions;
    while (versions.size() < most && !m_file->atEnd())
        versions += version(CopiedLine(m_file->readLine()));
    return versions;
}

TaskVersion ConfirmedTasks::Reader::version(const CopiedLine &line)
{
    const int keyParts = m_tasks.m_keyParts;
    TaskVersion version;
    version.key.id = TaskId(line.text(0).value_or(QString()));
    for (int part = 1; part < keyParts; ++part)
        version.key.rest += line.text(part).value_or(QString());
    if (const QByteArrayView status = line.written(keyParts + Column::Status); status != m_statusWritten) {
        m_statusWritten = status.toByteArray();
        m_status = TaskStatus::fromText(CopiedLine::textOf(status));
    }
    version.status = m_status;
    version.updatedAt = line.sentTimestamp(keyParts + Column::UpdatedAt);
    version.place = line.text(keyParts + Column::Place).value_or(QString());
    return version;
}

ConfirmedTasks::Writer::Writer(int keyParts)
    : m_keyParts(keyParts)
    , m_file(std::make_shared<QTemporaryFile>(QDir::tempPath() + "/watchbill-XXXXXX"_L1))
{
}

Result<void> ConfirmedTasks::Writer::add(QByteArrayView line)
{
    if (!m_file->isOpen() && !m_file->open())
        return fileFailure(*m_file);
    const CopiedLine task(line);
    for (int part = 0; part < m_keyParts; ++part) {
        if (task.isNull(part)) // as only a view may have it
            return failure(
                TaskError::Kind::InvalidInput,
                Texts::tr(
                    "Among these tasks is one without an id, or with only a part of its key. It cannot be told "
                    "from others, so nothing was changed. Narrow the query, then try again."));
    }
    count(task);
    if (m_file->write(line.data(), line.size()) != line.size())
        return fileFailure(*m_file);
    return {};
}

// Most values are those of many tasks: each is made a text once, at the end.
void ConfirmedTasks::Writer::count(const CopiedLine &line)
{
    ++m_numbers.all;
    ++numberOf(m_statuses, line.written(m_keyParts + Column::Status));
    const QByteArrayView user = line.written(m_keyParts + Column::UserId);
    if (m_users.size() < TaskNumbers::mostUsers
        || m_users.contains(QByteArray::fromRawData(user.data(), user.size())))
        ++numberOf(m_users, user);
    else
        m_numbers.hasMoreUsers = true;
    m_numbers.addTime(line.sentTimestamp(m_keyParts + Column::CreatedAt));
}

Result<ConfirmedTasks> ConfirmedTasks::Writer::finish()
{
    for (auto status = m_statuses.begin(); status != m_statuses.end(); ++status)
        m_numbers.byStatus[CopiedLine::textOf(status.key())] = status.value();
    for (auto user = m_users.begin(); user != m_users.end(); ++user)
        m_numbers.byUser[CopiedLine::textOf(user.key())] = user.value();
    ConfirmedTasks confirmed;
    confirmed.m_numbers = m_numbers;
    confirmed.m_keyParts = m_keyParts;
    if (m_file->isOpen()) {
        if (!m_file->flush())
            return fileFailure(*m_file);
        confirmed.m_file = m_file;
    }
    return confirmed;
}

} // namespace watchbill
