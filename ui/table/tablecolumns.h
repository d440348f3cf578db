// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "table/columnwidths.h"
#include "table/pinnedcolumns.h"
#include "task/taskquery.h"

#include <optional>

class QMenu;

namespace watchbill {

class TaskTableModel;

/// The columns of the table of tasks, as a person arranges them: which there are, in which order, how wide, and which
/// are pinned. Until the user sets a width, they follow that of the table.
class TableColumns : public QObject
{
    Q_OBJECT

public:
    /// On a view that has its model, its selection model and its delegate.
    TableColumns(QTableView *view, TaskTableModel *model);

    PinnedColumns *pinned() const { return m_pinned; }

    /// After the table's size has changed.
    void fit();

    /// After the rows of another query have come: the widths follow what they say. Further rows change nothing, nor does
    /// another order of the same ones, or columns would move under the pointer. A key of the metadata that was not read
    /// before has its column measured.
    void fitTo(const TaskQuery &query);

    /// After times are written in another way, or with another font.
    void measure();

    /// Resets the columns to those of a new window. The columns of keys belong to the query, and stay.
    void reset();

    /// Fills a menu with the columns, to be shown and hidden; `clicked` is the one whose title was clicked on, if any.
    void fillMenu(QMenu *menu, int clicked = -1);

    QByteArray save() const;
    void restore(const QByteArray &stored);

Q_SIGNALS:
    void keyRemoved(const QStringList &path); // the user removes its column

private:
    void setUp();
    void createButton();
    void addPinning(QMenu *menu, int section);
    void showMenu(int section, const QPoint &globalPosition);
    void toggle(int section);
    void hide(int section, bool isHidden);
    bool restoreHeader(const QByteArray &layout);
    void noteResized(int section);
    void measureKeys(const QVector<QStringList> &keys);
    QVector<QStringList> shownKeys() const;

    QTableView *m_view;
    TaskTableModel *m_model;
    PinnedColumns *m_pinned = nullptr;
    QVector<ColumnWidth> m_widths; // of all columns
    std::optional<TaskFilter> m_fittedTo;
    QVector<QStringList> m_measuredKeys; // or as wide as a person has made them
    bool m_areWidthsChosen = false; // by a person
    bool m_isFitting = false;
};

} // namespace watchbill
