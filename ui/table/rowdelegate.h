// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "table/celltexts.h"
#include "task/taskkey.h"
#include "theme/selectiondelegate.h"

#include <optional>

namespace watchbill {

class RowLook;

/// Paints the rows of the table of tasks: in grey while they are stale, tinted where a jump has led to, and fading when they
/// are taken away. Where a column has no room for the text of a cell, its short form is shown.
class RowDelegate : public theme::SelectionDelegate
{
public:
    RowDelegate(const RowLook &look, QObject *parent);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    void paintCell(QPainter *painter, const QStyleOptionViewItem &given, const QModelIndex &index) const;
    QString shownText(const QModelIndex &index, const QString &text, const QFont &font,
                      Qt::Alignment alignment, int room) const;
    std::optional<QColor> tint(const QModelIndex &index) const;
    const QFont &resolved(const QFont &wanted, const QFont &usual) const;

    struct Resolved
    {
        QFont wanted;
        QFont usual;
        QFont font;
    };

    const RowLook &m_look;
    mutable CellTexts m_texts;
    mutable QVector<Resolved> m_fonts; // the few that there are
};

} // namespace watchbill
