// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "table/linestack.h"

#include <QEvent>
#include <QVBoxLayout>

namespace watchbill {

LineStack::LineStack(QWidget *parent)
    : QWidget(parent)
    , m_layout(new QVBoxLayout(this))
{
    setAutoFillBackground(true); // it may lie over something
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(0);
    hide();
}

void LineStack::addLine(QWidget *line)
{
    m_layout->insertWidget(0, line);
    line->hide();
    line->installEventFilter(this);
}

bool LineStack::eventFilter(QObject *watched, QEvent *event)
{
    auto *line = qobject_cast<QWidget *>(watched);
    if (line && event->type() == QEvent::ShowToParent) {
        m_layout->removeWidget(line);
        m_layout->insertWidget(0, line);
        show();
    } else if (line && event->type() == QEvent::HideToParent) {
        if (underMouse())
            keepPlaceOf(line);
        setVisible(hasShownLine());
    }
    return QWidget::eventFilter(watched, event);
}

// A second click there hits nothing, instead of the line above or a row of the table.
void LineStack::keepPlaceOf(const QWidget *line)
{
    m_layout->insertSpacing(m_layout->indexOf(line), line->height());
}

bool LineStack::hasShownLine() const
{
    for (int i = 0; i < m_layout->count(); ++i) {
        QLayoutItem *item = m_layout->itemAt(i);
        if (item->spacerItem() || !item->widget()->isHidden())
            return true;
    }
    return false;
}

void LineStack::leaveEvent(QEvent *event)
{
    QWidget::leaveEvent(event);
    closeGaps();
    setVisible(hasShownLine());
}

void LineStack::closeGaps()
{
    for (int i = m_layout->count() - 1; i >= 0; --i) {
        if (m_layout->itemAt(i)->spacerItem())
            delete m_layout->takeAt(i);
    }
    m_layout->invalidate();
}

// A widget that is about to be shown for the first time is told of a size that it never has.
void LineStack::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (isVisible())
        Q_EMIT heightChanged(height());
}

void LineStack::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    Q_EMIT heightChanged(height());
}

void LineStack::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    closeGaps();
    Q_EMIT heightChanged(0);
}

} // namespace watchbill
