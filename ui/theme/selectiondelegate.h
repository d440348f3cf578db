// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStyledItemDelegate>

namespace watchbill::theme {

/// Paints the items of a view so that the selected ones keep the colours of their texts and icons, which say what they are:
/// the selection is a tint behind them, and a bar at the edge.
class SelectionDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    /// True for the first column of a row that is selected in part: it gets the bar, without the tint.
    static constexpr int PartRole = Qt::UserRole + 64;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;

protected:
    /// The bar at the edge, if the option is that of a selected item, or `isPart`.
    static void paintBar(QPainter *painter, const QStyleOptionViewItem &option, bool isPart = false);

    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;
};

} // namespace watchbill::theme
