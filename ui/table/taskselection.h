// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/selection.h"

#include <QItemSelectionModel>
#include <QMap>

#include <functional>

namespace watchbill {

class TaskFeed;
class TaskMonitor;
class TaskTableModel;

/// What is selected in the table, and the only one that knows: rows, tasks whose rows are not loaded now, or everything
/// that matches the filter. Tasks stay selected by their keys when their rows go and come; another filter leaves
/// those that it lists.
class TaskSelection : public QItemSelectionModel
{
    Q_OBJECT

public:
    TaskSelection(TaskTableModel *model, TaskMonitor &monitor, QObject *parent);

    Selection selected() const;
    bool isEmpty() const { return !hasSelection() && m_away.isEmpty() && !m_matching; }
    bool isEverything() const { return m_matching.has_value(); }

    /// Those that can be named: the loaded ones by their order in the table, then the others. What has been deleted
    /// elsewhere is not among them.
    QVector<Task> tasks() const;

    /// Tasks whose rows stay in the list even if they are deleted or no longer match.
    QVector<TaskKey> watched() const;

    /// The row with the keyboard focus, if it is selected.
    std::optional<TaskKey> currentTask() const;

    /// Whether everything that was loaded has been selected while more matches, or may.
    bool lacksTheRest() const;

    /// Whether there is a list of which everything could be selected.
    bool canSelectEverything() const;
    void selectEverything();

    void deselect(const QVector<TaskKey> &keys);
    void deselectAll();

    /// Selects what is loaded again after the feed's reset.
    void restore();

    using QItemSelectionModel::select;
    /// Selects as the user does.
    void select(const QItemSelection &selection, SelectionFlags command) override;
    void reset() override;

Q_SIGNALS:
    void edited(); // by the person or by a row that is gone

private:
    void follow(const QItemSelection &selection, SelectionFlags command);
    QItemSelection rows(int first, int last) const;
    QItemSelection rowsOf(int first, int last, const std::function<bool(const TaskKey &)> &isWanted) const;
    void keepLeaving(const QItemSelection &deselected);
    void takeBack(int first, int last);
    void remember();
    void tell();

    TaskTableModel *m_model;
    TaskMonitor &m_monitor;
    const TaskFeed &m_feed;
    QMap<TaskKey, Task> m_away; // selected, but not loaded
    std::optional<TaskFilter> m_matching; // everything that matches it is selected
    TaskFilter m_filter; // of the rows since the last reset
    TaskKey m_currentBeforeReset;
    bool m_hasTakenLoaded = false; // all of it, the last time that the person selected something
    bool m_isFollowing = false; // what is selected here is not the person's doing
    bool m_isToTell = false; // once the rows are in order
};

} // namespace watchbill
