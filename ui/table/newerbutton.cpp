// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "table/newerbutton.h"

#include "theme/theme.h"

#include <QPainter>

namespace watchbill {

namespace {

constexpr QSize margins(24, 6); // around the words

} // namespace

NewerButton::NewerButton(QWidget *parent)
    : QPushButton(parent)
{
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize NewerButton::sizeHint() const
{
    return fontMetrics().size(Qt::TextSingleLine, text()) + margins;
}

void NewerButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor ground = isDown()   ? theme::news().darker(120)
        : underMouse() || hasFocus() ? theme::news().darker(110)
                                     : theme::news();
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    painter.drawRoundedRect(QRectF(rect()), height() / 2.0, height() / 2.0);
    painter.setPen(palette().color(QPalette::HighlightedText));
    painter.drawText(rect(), Qt::AlignCenter | Qt::TextSingleLine, text());
}

} // namespace watchbill
