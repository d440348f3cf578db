// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "table/taskselection.h"

#include "live/taskmonitor.h"
#include "table/tasktablemodel.h"

#include <QScopedValueRollback>
#include <QSet>

#include <algorithm>
#include <utility>

namespace watchbill {

TaskSelection::TaskSelection(TaskTableModel *model, TaskMonitor &monitor, QObject *parent)
    : QItemSelectionModel(model, parent)
    , m_model(model)
    , m_monitor(monitor)
    , m_feed(monitor.feed())
{
    connect(this, &QItemSelectionModel::selectionChanged, this,
            [this](const QItemSelection &, const QItemSelection &deselected) { keepLeaving(deselected); });
    connect(model, &TaskTableModel::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) { takeBack(first, last); });
    // A row is selected if all of it is.
    connect(model, &TaskTableModel::columnsInserted, this, [this] { follow(selection(), Select | Rows); });
    connect(&m_feed, &TaskFeed::aboutToReset, this, &TaskSelection::remember);
    connect(&m_feed, &TaskFeed::finished, this, &TaskSelection::tell);
    connect(&monitor.queryState(), &QueryState::changed, this, [this] {
        if (m_matching && *m_matching != m_monitor.query().filter)
            deselectAll();
    });
}

Selection TaskSelection::selected() const
{
    return {m_matching ? QVector<Task>() : tasks(), m_matching, m_monitor.totalBesideList()};
}

QVector<Task> TaskSelection::tasks() const
{
    QModelIndexList indexes = selectedRows();
    std::sort(indexes.begin(), indexes.end());
    QVector<Task> tasks;
    for (const QModelIndex &index : std::as_const(indexes)) {
        const LoadedRow &row = m_model->row(index.row());
        if (row.presence != LoadedRow::Presence::Deleted)
            tasks += row.task;
    }
    for (const Task &task : m_away)
        tasks += task;
    return tasks;
}

// A row that no longer matches does not belong to everything that does.
QVector<TaskKey> TaskSelection::watched() const
{
    QVector<TaskKey> keys;
    if (m_matching)
        return keys;
    for (const QModelIndex &index : selectedRows())
        keys += m_model->task(index.row()).key();
    return keys;
}

std::optional<TaskKey> TaskSelection::currentTask() const
{
    const QModelIndex index = currentIndex();
    const bool isSelected = index.isValid() && isRowSelected(index.row());
    return isSelected ? std::optional(m_model->task(index.row()).key()) : std::nullopt;
}

bool TaskSelection::lacksTheRest() const
{
    if (!m_hasTakenLoaded || m_matching || !hasSelection())
        return false;
    const auto total = m_monitor.totalBesideList();
    const LoadedRows &loaded = m_feed.loaded();
    return total ? total->value > tasks().size() : !loaded.reachedStart() || !loaded.reachedEnd();
}

bool TaskSelection::canSelectEverything() const
{
    return m_feed.hasPage() && m_monitor.queryState().isShown() && !m_feed.loaded().isEmpty();
}

void TaskSelection::selectEverything()
{
    if (!canSelectEverything())
        return;
    m_away.clear();
    m_matching = m_feed.shownQuery().filter;
    follow(rows(0, m_model->rowCount() - 1), ClearAndSelect);
    Q_EMIT edited();
}

void TaskSelection::deselect(const QVector<TaskKey> &keys)
{
    if (m_matching)
        return deselectAll();
    const QSet<TaskKey> those(keys.begin(), keys.end());
    m_away.removeIf([&](const auto &one) { return those.contains(one.key()); });
    follow(rowsOf(0, m_model->rowCount() - 1, [&](const TaskKey &key) { return those.contains(key); }),
           Deselect);
    Q_EMIT edited();
}

void TaskSelection::deselectAll()
{
    m_away.clear();
    m_matching.reset();
    m_hasTakenLoaded = false;
    follow({}, Clear);
    Q_EMIT edited();
}

void TaskSelection::select(const QItemSelection &selection, SelectionFlags command)
{
    if (m_isFollowing || command == NoUpdate) {
        QItemSelectionModel::select(selection, command);
        return;
    }
    m_matching.reset();
    if (command.testFlag(Clear))
        m_away.clear();
    follow(selection, command);
    m_hasTakenLoaded = m_model->rowCount() > 0 && selectedRows().size() == m_model->rowCount();
    Q_EMIT edited();
}

// It goes through select().
void TaskSelection::reset()
{
    const QScopedValueRollback following(m_isFollowing, true);
    QItemSelectionModel::reset();
}

void TaskSelection::follow(const QItemSelection &selection, SelectionFlags command)
{
    const QScopedValueRollback following(m_isFollowing, true);
    QItemSelectionModel::select(selection, command);
}

QItemSelection TaskSelection::rows(int first, int last) const
{
    return first > last
        ? QItemSelection()
        : QItemSelection(m_model->index(first, 0), m_model->index(last, m_model->columnCount() - 1));
}

// In as few ranges as there can be: what is selected costs by them.
QItemSelection TaskSelection::rowsOf(int first, int last,
                                     const std::function<bool(const TaskKey &)> &isWanted) const
{
    QItemSelection found;
    for (int i = first; i <= last; ++i) {
        const int begin = i;
        while (i <= last && isWanted(m_model->task(i).key()))
            ++i;
        found += rows(begin, i - 1);
    }
    return found;
}

// Without a user's action, only rows that the model removes are deselected.
void TaskSelection::keepLeaving(const QItemSelection &deselected)
{
    if (m_isFollowing)
        return;
    m_isToTell = true;
    if (m_matching)
        return;
    for (const QItemSelectionRange &range : deselected) {
        if (range.left() > 0) // a column is removed, and no row
            continue;
        for (int i = range.top(); i <= range.bottom(); ++i) {
            const LoadedRow &row = m_model->row(i);
            if (row.presence != LoadedRow::Presence::Deleted)
                m_away.insert(row.task.key(), row.task);
        }
    }
}

void TaskSelection::takeBack(int first, int last)
{
    if (!m_matching && m_away.isEmpty())
        return;
    const QItemSelection found = m_matching
        ? rows(first, last)
        : rowsOf(first, last, [this](const TaskKey &key) { return m_away.remove(key) > 0; });
    if (found.isEmpty())
        return;
    follow(found, Select);
    m_isToTell = true;
}

void TaskSelection::remember()
{
    m_currentBeforeReset = currentTask().value_or(TaskKey());
    if (m_matching)
        return;
    const QVector<Task> selected = tasks();
    for (const Task &task : selected)
        m_away.insert(task.key(), task);
}

// What another filter does not list at once would be selected out of sight, and not for being scrolled away.
void TaskSelection::restore()
{
    const TaskFilter filter = m_feed.shownQuery().filter;
    const bool isOther = !m_feed.hasPage() || filter != std::exchange(m_filter, filter);
    if (isOther) {
        m_matching.reset();
        m_hasTakenLoaded = false;
    }
    takeBack(0, m_model->rowCount() - 1);
    if (isOther)
        m_away.clear();
    const int current = m_model->rowOf(m_currentBeforeReset);
    if (current >= 0)
        setCurrentIndex(m_model->index(current, 0), NoUpdate);
}

void TaskSelection::tell()
{
    if (m_matching && m_model->rowCount() == 0)
        deselectAll();
    else if (std::exchange(m_isToTell, false))
        Q_EMIT edited();
}

} // namespace watchbill
