// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "live/seentasks.h"

#include <QSet>

#include <algorithm>
#include <string>
#include <utility>

namespace watchbill {

namespace {

// A transaction's rows bear the time of its start and come to light at its end. One that took no longer
// than this is found however much else has changed meanwhile.
constexpr qint64 lateMicroseconds = 10'000'000;

Task shortened(Task task)
{
    task.metadata.reset();
    if (task.errorMessage && task.errorMessage->size() > TaskPage::errorCharacters) {
        // Characters as the server counts them.
        const std::u32string whole = task.errorMessage->toStdU32String();
        task.errorMessage = QString::fromStdU32String(whole.substr(0, TaskPage::errorCharacters));
    }
    return task;
}

TaskChange changed(const Task &before, const Task &after, Timestamp noticed)
{
    const bool tellsTime = after.updatedAt && after.updatedAt != before.updatedAt;
    return {TaskChange::Kind::Changed, after, tellsTime ? *after.updatedAt : noticed};
}

} // namespace

// NULLs come first, as the server sorts them.
Timestamp SeenTasks::sortTime(const Task &task) const
{
    const auto &time = m_query.sort.field == TaskField::UpdatedAt ? task.updatedAt : task.createdAt;
    return time.value_or(Timestamp::infinity());
}

bool SeenTasks::isAboveHorizon(const Task &task) const
{
    return !m_horizon || sortTime(task) > *m_horizon;
}

bool SeenTasks::areReachedBy(const TaskPage &page) const
{
    if (page.reachedEnd || !m_hasLooked)
        return true;
    const Task &last = page.rows.last().task;
    if (!isAboveHorizon(last))
        return true;
    return m_newest && sortTime(last).microseconds() <= m_newest->microseconds() - lateMicroseconds;
}

QVector<TaskChange> SeenTasks::take(const TaskPage &page)
{
    QVector<TaskChange> changes;
    QMap<TaskKey, Task> now;
    for (auto row = page.rows.rbegin(); row != page.rows.rend(); ++row) {
        const auto seen = m_tasks.constFind(row->task.key());
        if (seen != m_tasks.cend() && *seen != row->task)
            changes += changed(*seen, row->task, page.serverTime);
        else if (seen == m_tasks.cend() && isAboveHorizon(row->task))
            changes += appeared(row->task, page.serverTime);
        now.insert(row->task.key(), row->task);
    }
    QSet<TaskKey> found;
    for (const WatchedTask &watched : page.watched) {
        found += watched.task.key();
        const auto seen = m_tasks.constFind(watched.task.key());
        if (seen == m_tasks.cend() || now.contains(watched.task.key()))
            continue;
        if (*seen != watched.task)
            changes += changed(*seen, watched.task, page.serverTime);
        if (watched.matches)
            now.insert(watched.task.key(), watched.task);
    }
    for (const Task &seen : std::as_const(m_tasks)) {
        if (!now.contains(seen.key()) && !found.contains(seen.key()))
            changes += TaskChange{TaskChange::Kind::Deleted, seen, page.serverTime};
    }
    std::stable_sort(changes.begin(), changes.end(),
                     [](const TaskChange &a, const TaskChange &b) { return a.time < b.time; });
    m_tasks = now;
    setBounds(page);
    return std::exchange(m_hasLooked, true) ? changes : QVector<TaskChange>();
}

void SeenTasks::update(const Task &task)
{
    if (const auto seen = m_tasks.find(task.key()); seen != m_tasks.end())
        *seen = shortened(task);
}

// A task that was not seen before has been created since, or was changed so that it is here now.
TaskChange SeenTasks::appeared(const Task &task, Timestamp noticed) const
{
    const Timestamp created = task.createdAt.value_or(noticed);
    const bool cameAfterLastLook = created > m_lookedAt && (!m_newest || created > *m_newest);
    // It may have come to light late, but nothing has changed it.
    const bool isAsCreated = task.updatedAt
        ? *task.updatedAt <= created
        : m_query.filter.statuses.isEmpty() && m_query.filter.condition.isEmpty();
    if (cameAfterLastLook || isAsCreated)
        return {TaskChange::Kind::Created, task, created};
    return {TaskChange::Kind::Changed, task, task.updatedAt.value_or(noticed)};
}

void SeenTasks::setBounds(const TaskPage &page)
{
    m_lookedAt = page.serverTime;
    const auto newest = std::find_if(page.rows.begin(), page.rows.end(),
                                     [this](const TaskRow &row) { return sortTime(row.task).isFinite(); });
    if (newest != page.rows.end())
        m_newest = sortTime(newest->task);

    if (page.reachedEnd)
        m_horizon.reset();
    else if (!m_hasLooked || m_horizon)
        m_horizon = std::min(m_horizon.value_or(Timestamp::infinity()), sortTime(page.rows.last().task));
    if (m_tasks.size() <= most)
        return;
    QVector<Task> latest = m_tasks.values().toVector();
    std::sort(latest.begin(), latest.end(),
              [this](const Task &a, const Task &b) { return sortTime(a) > sortTime(b); });
    for (const Task &task : latest.mid(most))
        m_tasks.remove(task.key());
    m_horizon = sortTime(latest[most - 1]);
}

} // namespace watchbill
