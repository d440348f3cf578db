// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "live/loadedrows.h"

#include <QColor>
#include <QRect>

#include <array>

class QRegion;
class QTableView;

namespace watchbill {

class TaskTableModel;

/// The rows that a table shows, as they were painted last. After a change it has painted anew only what looks different: the
/// view itself would paint all of its cells for each answer of the server, also for one about rows that nobody sees.
class SeenRows
{
public:
    /// Both must outlive it.
    SeenRows(QTableView &view, const TaskTableModel &model);

    /// Until release() nothing is painted: the steps between the old rows and the new are nobody's sight.
    void hold();

    /// Has painted what looks different from then on.
    void release();

    /// Has painted what looks different, such as durations after a while. The look of a row must not depend on more than the
    /// row, the selection and the time; after any other change it is for paintAll().
    void paintChanges();

    void paintAll();

    /// The view is about to paint this part of its viewport to the screen.
    void painting(const QRegion &region);

private:
    struct MovingCell
    {
        QString text;
        QColor color;

        bool operator==(const MovingCell &) const = default;
    };

    struct SeenRow
    {
        LoadedRow row;
        int top = 0; // in the viewport
        bool isAlternate = false; // of the two colours of rows
        bool isSelected = false;
        bool isCurrent = false;
        std::array<MovingCell, 3> moving; // what the time alone can change

        bool looksLike(const SeenRow &other) const;
    };

    QRect place() const;
    QVector<SeenRow> rows() const;
    QRect band(const SeenRow &row) const;
    QRegion changedCells(const SeenRow &now, const SeenRow &earlier) const;

    QTableView &m_view;
    const TaskTableModel &m_model;
    QVector<SeenRow> m_painted;
    QRect m_place; // they were painted in: the offset of the columns, the height of a row, the size of all
    bool m_isHeld = false;
    bool m_isAllAskedFor = false; // while it is held
};

} // namespace watchbill
