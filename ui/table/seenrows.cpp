// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "table/seenrows.h"

#include "table/tasktablemodel.h"

#include <QHeaderView>
#include <QRegion>
#include <QTableView>

#include <algorithm>

namespace watchbill {

SeenRows::SeenRows(QTableView &view, const TaskTableModel &model)
    : m_view(view)
    , m_model(model)
{
}

bool SeenRows::SeenRow::looksLike(const SeenRow &other) const
{
    return top == other.top && isAlternate == other.isAlternate && isSelected == other.isSelected
        && isCurrent == other.isCurrent && row == other.row;
}

// By the viewport's attribute, as setUpdatesEnabled(true) would have all of it painted.
void SeenRows::hold()
{
    if (m_isHeld || m_view.viewport()->testAttribute(Qt::WA_UpdatesDisabled))
        return;
    m_isHeld = true;
    m_isAllAskedFor = false;
    m_view.viewport()->setAttribute(Qt::WA_UpdatesDisabled, true);
}

void SeenRows::release()
{
    if (!m_isHeld)
        return;
    m_isHeld = false;
    m_view.viewport()->setAttribute(Qt::WA_UpdatesDisabled, false);
    if (m_isAllAskedFor)
        paintAll();
    else
        paintChanges();
}

void SeenRows::paintAll()
{
    if (m_isHeld)
        m_isAllAskedFor = true;
    else
        m_view.viewport()->update();
}

void SeenRows::paintChanges()
{
    if (m_isHeld)
        return;
    const QRect place = this->place();
    if (place != m_place)
        return paintAll();
    QVector<SeenRow> now = rows();
    QRegion changed;
    for (qsizetype i = 0; i < std::max(now.size(), m_painted.size()); ++i) {
        const bool isInBoth = i < now.size() && i < m_painted.size();
        if (isInBoth && now[i].looksLike(m_painted[i])) {
            changed += changedCells(now[i], m_painted[i]);
            continue;
        }
        if (i < now.size())
            changed += band(now[i]);
        if (i < m_painted.size())
            changed += band(m_painted[i]);
    }
    m_painted = std::move(now);
    m_view.viewport()->update(changed);
}

// Noted before it is painted, so that a second which ends meanwhile is not missed.
void SeenRows::painting(const QRegion &region)
{
    if (m_isHeld || !QRegion(m_view.viewport()->rect()).subtracted(region).isEmpty())
        return; // a part of it does not tell what the rest looks like
    m_place = place();
    m_painted = rows();
}

QRect SeenRows::place() const
{
    return {QPoint(m_view.horizontalHeader()->offset(), m_view.verticalHeader()->defaultSectionSize()),
            m_view.viewport()->size()};
}

QVector<SeenRows::SeenRow> SeenRows::rows() const
{
    const int height = m_view.viewport()->height();
    const int current = m_view.currentIndex().row();
    QVector<SeenRow> rows;
    for (int row = std::max(0, m_view.rowAt(0)); row < m_model.rowCount(); ++row) {
        const int top = m_view.rowViewportPosition(row);
        if (top >= height)
            break;
        SeenRow seen{m_model.row(row), top,
                     row % 2 == 1,     m_view.selectionModel()->isSelected(m_model.index(row, 0)),
                     row == current,   {}};
        for (size_t i = 0; i < column::moving.size(); ++i) {
            const CellLook look = m_model.look(m_model.index(row, column::sectionOf(column::moving[i])));
            seen.moving[i] = {look.text, look.color};
        }
        rows += seen;
    }
    return rows;
}

QRect SeenRows::band(const SeenRow &row) const
{
    return {0, row.top, m_view.viewport()->width(), m_view.verticalHeader()->defaultSectionSize()};
}

QRegion SeenRows::changedCells(const SeenRow &now, const SeenRow &earlier) const
{
    QRegion changed;
    for (size_t i = 0; i < column::moving.size(); ++i) {
        if (now.moving[i] == earlier.moving[i])
            continue;
        const int column = column::sectionOf(column::moving[i]);
        QRect cell = band(now);
        cell.setLeft(m_view.columnViewportPosition(column));
        cell.setWidth(m_view.columnWidth(column));
        changed += cell;
    }
    return changed;
}

} // namespace watchbill
