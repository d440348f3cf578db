// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "write/confirmedtasks.h"

#include "postgres/resultrows.h"
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
using Fields = QVector<std::optional<QByteArray>>;

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::ConfirmedTasks)
};

char unescaped(char letter)
{
    switch (letter) {
    case 'b':
        return '\b';
    case 'f':
        return '\f';
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    case 'v':
        return '\v';
    default:
        return letter;
    }
}

// Of one line of COPY's text format.
Fields fieldsOf(QByteArrayView line)
{
    if (line.endsWith('\n'))
        line.chop(1);
    Fields fields;
    for (qsizetype begin = 0; begin <= line.size();) {
        qsizetype end = line.indexOf('\t', begin);
        if (end < 0)
            end = line.size();
        const QByteArrayView written = line.sliced(begin, end - begin);
        begin = end + 1;
        if (written == "\\N") {
            fields += std::nullopt;
            continue;
        }
        QByteArray value;
        value.reserve(written.size());
        for (qsizetype at = 0; at < written.size(); ++at) {
            const bool isEscape = written[at] == '\\' && at + 1 < written.size();
            value += isEscape ? unescaped(written[++at]) : written[at];
        }
        fields += value;
    }
    return fields;
}

std::optional<Timestamp> timeOf(const std::optional<QByteArray> &field)
{
    return field ? std::optional(ResultRows::sentTimestamp(*field)) : std::nullopt;
}

TaskStatus statusOf(const std::optional<QByteArray> &field)
{
    return field ? TaskStatus::fromText(ResultRows::textOf(*field)) : TaskStatus();
}

TaskVersion versionOf(const Fields &fields, int keyParts)
{
    TaskVersion version;
    version.key.id = TaskId(ResultRows::textOf(fields[0].value_or(QByteArray())));
    for (int part = 1; part < keyParts; ++part)
        version.key.rest += ResultRows::textOf(fields[part].value_or(QByteArray()));
    version.status = statusOf(fields[keyParts + Column::Status]);
    version.updatedAt = timeOf(fields[keyParts + Column::UpdatedAt]);
    version.place = QString::fromLatin1(fields[keyParts + Column::Place].value_or(QByteArray()));
    return version;
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
        versions += versionOf(fieldsOf(m_file->readLine()), m_tasks.m_keyParts);
    return versions;
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
    const Fields fields = fieldsOf(line);
    const auto &user = fields[m_keyParts + Column::UserId];
    m_numbers.add(statusOf(fields[m_keyParts + Column::Status]),
                  user ? std::optional(UserId(ResultRows::textOf(*user))) : std::nullopt,
                  timeOf(fields[m_keyParts + Column::CreatedAt]));
    if (m_file->write(line.data(), line.size()) != line.size())
        return fileFailure(*m_file);
    return {};
}

Result<ConfirmedTasks> ConfirmedTasks::Writer::finish()
{
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
