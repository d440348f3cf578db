// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pane/steadylabel.h"

#include <QEvent>

#include <algorithm>

namespace watchbill {

void SteadyLabel::setText(const QString &text, const QString &usual)
{
    QLabel::setText(text);
    int widest = QLabel::sizeHint().width();
    if (usual
        != m_usual) { // measured once: what is around a text is rounded with it, to one pixel more or less
        const int around = widest - fontMetrics().horizontalAdvance(text);
        widest = std::max(widest, fontMetrics().horizontalAdvance(usual) + around);
        m_usual = usual;
    }
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
    if (event->type() == QEvent::FontChange) {
        m_widest = 0;
        m_usual.clear();
    }
    QLabel::changeEvent(event);
}

} // namespace watchbill
