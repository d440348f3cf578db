// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "theme/selectiondelegate.h"

namespace watchbill {

/// Draws a connection in two lines: its name with the environment and a lock, and where it leads.
class ProfileDelegate : public theme::SelectionDelegate
{
    Q_OBJECT

public:
    using SelectionDelegate::SelectionDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace watchbill
