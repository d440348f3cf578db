// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pane/steadylabel.h"

#include <QEvent>

#include <algorithm>

namespace watchbill {

void SteadyLabel::setText(const QString &text, const QString &usual)
{
    QLabel::setText(text);
    const int around = QLabel::sizeHint().width() - fontMetrics().horizontalAdvance(text);
    const int widest = std::max(QLabel::sizeHint().width(), fontMetrics().horizontalAdvance(usual) + around);
    if (widest <= m_widest)
        return;
    m_widest = widest;
    updateGeometry();
}

QSize SteadyLabel::sizeHint() const
{
    return QLabel::sizeHint().expandedTo({m_widest, 0});
}

void SteadyLabel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange)
        m_widest = 0;
    QLabel::changeEvent(event);
}

} // namespace watchbill
