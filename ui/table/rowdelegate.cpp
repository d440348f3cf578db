// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "table/rowdelegate.h"

#include "table/tasktablemodel.h"
#include "theme/theme.h"

#include <QPainter>
#include <QVariantAnimation>

namespace watchbill {

namespace {

constexpr double markStrength = 0.5;

bool hasRoom(const QStyleOptionViewItem &option)
{
    constexpr int margins = 8;
    const int icon = option.icon.isNull() ? 0 : option.decorationSize.width() + margins;
    return option.fontMetrics.horizontalAdvance(option.text) + icon + margins <= option.rect.width();
}

bool hasKeys(const QWidget *widget)
{
    return widget->hasFocus() || (widget->focusProxy() && widget->focusProxy()->hasFocus());
}

// Where the keys are, also in a row that is not selected.
void paintFocus(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const auto *view = qobject_cast<const QTableView *>(option.widget);
    if (!view || !hasKeys(view) || view->currentIndex().row() != index.row())
        return;
    const QRect cell = option.rect;
    painter->fillRect(cell.x(), cell.y(), cell.width(), 1, theme::focus());
    painter->fillRect(cell.x(), cell.bottom(), cell.width(), 1, theme::focus());
}

} // namespace

RowDelegate::RowDelegate(const Look &look, QObject *parent)
    : SelectionDelegate(parent)
    , m_look(look)
{
}

void RowDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto *model = static_cast<const TaskTableModel *>(index.model());
    const bool isLeaving =
        !m_look.leaving.isEmpty() && m_look.leaving.contains(model->task(index.row()).key());
    const double opacity = painter->opacity();
    painter->setOpacity(isLeaving ? m_look.fade.currentValue().toDouble() : opacity);
    SelectionDelegate::paint(painter, option, index);
    painter->setOpacity(opacity);
    paintFocus(painter, option, index);
}

// Rows are what is chosen: a frame around one of their cells would only puzzle.
void RowDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    SelectionDelegate::initStyleOption(option, index);
    option->state.setFlag(QStyle::State_HasFocus, false);
    option->state.setFlag(QStyle::State_Enabled, !m_look.isDimmed);
    if (column::hasShortText(Column(index.column())) && !hasRoom(*option)) {
        const QVariant shorter = index.data(TaskTableModel::ShortRole);
        if (shorter.isValid())
            option->text = shorter.toString();
    }
    if (option->displayAlignment.testFlag(Qt::AlignRight))
        option->text = column::withGap(option->text);
    if (m_look.marked.isValid() && m_look.marked.row() == index.row()) {
        QColor colour = theme::accent();
        colour.setAlphaF(float(markStrength * m_look.mark.currentValue().toDouble()));
        option->backgroundBrush = colour;
    }
}

} // namespace watchbill
