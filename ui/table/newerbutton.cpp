// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "table/newerbutton.h"

#include "theme/theme.h"

#include <QPainter>

namespace watchbill {

namespace {

constexpr qreal rim = 2;
constexpr QSize margins(32, 14); // around the words, the rim included

} // namespace

NewerButton::NewerButton(QWidget *parent)
    : QPushButton(parent)
{
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
}

QSize NewerButton::sizeHint() const
{
    return fontMetrics().size(Qt::TextSingleLine, text()) + margins;
}

void NewerButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF shape = QRectF(rect()).adjusted(rim / 2, rim / 2, -rim / 2, -rim / 2);
    const QColor ground = isDown()   ? theme::accent().darker(120)
        : underMouse() || hasFocus() ? theme::accent().darker(110)
                                     : theme::accent();
    painter.setPen(QPen(palette().color(QPalette::Base), rim));
    painter.setBrush(ground);
    painter.drawRoundedRect(shape, shape.height() / 2, shape.height() / 2);
    painter.setPen(palette().color(QPalette::HighlightedText));
    painter.drawText(rect(), Qt::AlignCenter | Qt::TextSingleLine, text());
}

} // namespace watchbill
