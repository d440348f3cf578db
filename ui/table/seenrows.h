// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "live/loadedrows.h"
#include "table/tablecolumn.h"

#include <QColor>
#include <QRect>

#include <array>

class QRegion;
class QTableView;

namespace watchbill {

class TaskTableModel;

/// The visible rows as they were last painted, so that a change repaints only what looks different. By itself the view repaints
/// every cell after each answer of the server, even when only rows outside the view have changed.
class SeenRows
{
public:
    /// Both must outlive it.
    SeenRows(QTableView &view, const TaskTableModel &model);

    /// Suspends painting until release(), while the model goes through the steps from the old rows to the new.
    void hold();

    /// Resumes painting, and repaints what looks different.
    void release();

    /// Repaints what looks different, such as durations after a while. It compares rows, selection and times only; after any
    /// other change call paintAll().
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
        std::array<MovingCell, column::moving.size()> moving;

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
