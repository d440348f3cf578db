// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "theme/selectiondelegate.h"

#include "theme/theme.h"

#include <QAbstractItemView>
#include <QPainter>

namespace watchbill::theme {

namespace {

constexpr int barWidth = 3;

} // namespace

void SelectionDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                              const QModelIndex &index) const
{
    QStyledItemDelegate::paint(painter, option, index);
    paintBar(painter, option, index.siblingAtColumn(0).data(PartRole).toBool());
}

void SelectionDelegate::paintBar(QPainter *painter, const QStyleOptionViewItem &option, bool isPart)
{
    const auto *view = qobject_cast<const QAbstractItemView *>(option.widget);
    if (!view || (!isPart && !option.state.testFlag(QStyle::State_Selected)))
        return;
    const QRect whole(0, option.rect.top(), view->viewport()->width(), option.rect.height());
    const QRect bar(0, option.rect.top(), barWidth, option.rect.height());
    painter->fillRect(QStyle::visualRect(option.direction, whole, bar) & option.rect, accent());
}

// The style would paint a selected item in one colour, and its icon in another.
void SelectionDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    if (!option->state.testFlag(QStyle::State_Selected))
        return;
    option->state.setFlag(QStyle::State_Selected, false);
    option->state.setFlag(QStyle::State_HasFocus,
                          false); // the bar says it, and no box around a part of the row
    option->backgroundBrush = selection();
}

} // namespace watchbill::theme
