// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "table/seenrows.h"
#include "task/selection.h"

#include <QTableView>

namespace watchbill {

class PinnedColumns;
class RowLook;
class TableColumns;
class TaskFeed;
class TaskMonitor;
class TaskSelection;
class TaskTableModel;

/// The table of tasks. It tells the feed which rows are visible, and keeps the scroll position and the
/// selection on the same rows when the feed changes.
class TaskTableView : public QTableView
{
    Q_OBJECT

public:
    TaskTableView(TaskTableModel *model, TaskMonitor &monitor, QWidget *parent = nullptr);

    TaskSelection *taskSelection() const { return m_selection; }
    Selection selection() const;
    void clearSelection(); // of what is not loaded, too
    void selectEverything(); // that matches

    /// The tasks of TaskSelection.
    QVector<Task> selectedTasks() const;
    std::optional<TaskKey> currentTask() const;

    TableColumns *columns() const { return m_columns; }

    /// Tasks that this program has removed from the table: none of them stays selected, and their rows fade away.
    void takeAway(const QVector<TaskKey> &keys);

    /// Shows the rows in grey, as stale.
    void setDimmed(bool isDimmed);

    /// Something that all rows are shown by has changed.
    void updateRows();

    /// Some time has passed: repaints cells that show it, such as the duration of a running task, where they differ.
    void updateTimes();

    /// Whether rows are low; the first visible row stays in place.
    void setCompact(bool isCompact);

    void scrollTo(const QModelIndex &index, ScrollHint hint = EnsureVisible) override;

    void showSort(const TaskSort &sort);
    void goToStart(); // and let go of a selection of everything
    void showNewest();
    void goToEnd();

Q_SIGNALS:
    void selectionEdited(); // by the person or by a row that is gone
    void currentTaskChanged();
    void activatedTask(); // Enter or double click
    void keyRemoved(const QStringList &path); // the user removes its column
    void menuRequested(const QModelIndex &index, const QPoint &globalPosition);

protected:
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    struct Anchor
    {
        TaskKey key;
        int offset = 0; // of the row's top from the viewport's, in pixels
    };

    bool isForScreen(const QPainter &painter) const;
    void paintGround(QPainter &painter, const QRect &dirty) const;
    void showRow(int row);
    void selectFirstInSight();
    int firstWholeRow() const; // that is seen
    void fitRows();
    void reportViewport();
    void reportSelection();
    QVector<Anchor> anchors() const;
    void rememberPlace();
    void restorePlace();
    void startAnew();
    void markFirst();
    void drop(const QVector<TaskKey> &keys);

    TaskTableModel *m_model;
    TaskFeed &m_feed;
    TaskSelection *m_selection;
    RowLook *m_look;
    SeenRows m_seen;
    TableColumns *m_columns = nullptr;
    PinnedColumns *m_pinned = nullptr;
    QVector<Anchor> m_anchors; // until the answer that is being shown is complete
    bool m_goesToStart = false; // with the next answer; each ends the other
    bool m_goesToEnd = false;
    bool m_showsFirstRow =
        false; // rather than the current row, until the person does something with the rows
    bool m_isCompact = false;
};

} // namespace watchbill
