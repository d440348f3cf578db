// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "detail/idlabel.h"

#include <QHelpEvent>
#include <QPainter>
#include <QStyle>
#include <QToolTip>

#include <algorithm>

namespace watchbill {

namespace {

constexpr int mostOfId = 13; // characters: "7c9e66…7f5c4b"

} // namespace

IdLabel::IdLabel(Qt::TextElideMode mode)
    : m_mode(mode)
{
    setTextFormat(Qt::PlainText);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
}

QSize IdLabel::minimumSizeHint() const
{
    const QSize whole = QLabel::minimumSizeHint();
    return {std::min(whole.width(), fontMetrics().averageCharWidth() * mostOfId), whole.height()};
}

bool IdLabel::fits() const
{
    return fontMetrics().horizontalAdvance(text()) <= width();
}

bool IdLabel::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip && toolTip().isEmpty() && !fits()) {
        QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(), text().toHtmlEscaped(), this);
        return true;
    }
    return QLabel::event(event);
}

// The label's own way shows what is selected, but cuts the end off.
void IdLabel::paintEvent(QPaintEvent *event)
{
    if (fits())
        return QLabel::paintEvent(event);
    QPainter painter(this);
    style()->drawItemText(&painter, rect(), int(Qt::AlignLeading | Qt::AlignVCenter | Qt::TextSingleLine),
                          palette(), isEnabled(), fontMetrics().elidedText(text(), m_mode, width()),
                          foregroundRole());
}

} // namespace watchbill
