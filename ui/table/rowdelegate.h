// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "table/celltexts.h"
#include "task/taskkey.h"
#include "theme/selectiondelegate.h"

#include <QPersistentModelIndex>
#include <QSet>

#include <optional>

class QVariantAnimation;

namespace watchbill {

/// Paints the rows of the table of tasks: in grey while they are stale, tinted where a jump has led to, and fading when they
/// are taken away. Where a column has no room for the text of a cell, its short form is shown.
class RowDelegate : public theme::SelectionDelegate
{
public:
    /// All of it belongs to the view, and may change until the next painting.
    struct Look
    {
        const bool &isDimmed;
        const QPersistentModelIndex &marked;
        const QVariantAnimation &mark; // its strength, from 1 to 0
        const QSet<TaskKey> &leaving;
        const QVariantAnimation &fade; // their opacity, from 1 to 0
        const bool &isByKeys; // the user moves in it with the keyboard
    };

    RowDelegate(const Look &look, QObject *parent);

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

    const Look m_look;
    mutable CellTexts m_texts;
    mutable QVector<Resolved> m_fonts; // the few that there are
};

} // namespace watchbill
