// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QTableView>

namespace watchbill {

/// The first columns of a table, which stay at the left while the others are scrolled. This is a picture of them over the
/// table, seen only then: what the mouse does on its rows and to its header is done to the table itself, which alone knows
/// what is selected, how the columns are sorted and how wide they are.
///
/// Tables with a right-to-left layout have no pinned columns.
class PinnedColumns : public QTableView
{
    Q_OBJECT

public:
    /// On a table that has its model, its selection model and its delegate.
    PinnedColumns(QTableView *table, QHeaderView *header);

    /// The number of pinned columns, including hidden ones: the first in display order.
    int count() const { return m_count; }
    void setCount(int count);

    /// Moves the column to the end of those that are pinned, or to the beginning of the others.
    void pin(int section);
    void unpin(int section);
    bool isPinned(int section) const;

    /// Updates after a change of widths, order, sort or scroll position.
    void arrange();

    /// The number of pixels that the picture covers at the left of the table.
    int coveredWidth() const { return isVisible() ? width() : 0; }

    /// Whether the column is shown in the picture.
    bool shows(int section) const { return isVisible() && !isColumnHidden(section); }

    /// The point in the table of what is seen at a point of its viewport.
    QPoint inTable(const QPoint &seen) const;

    /// The inverse, for a point in a column.
    QPoint seenAt(const QPoint &inTable, int section) const;

Q_SIGNALS:
    void headerMenuRequested(int section, const QPoint &globalPosition);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void takeModel();
    int fittingColumns(int *width) const;
    void copyColumns(int columns);
    void followMove(int from, int to);
    void followRemoval(int first, int last);
    void scroll();
    bool passOn(QMouseEvent *event);

    QTableView *m_table;
    int m_count = 0;
    bool m_isMoving = false;
    bool m_isCopying = false;
};

} // namespace watchbill
