// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "theme/fittingarea.h"

#include <QFormLayout>
#include <QResizeEvent>
#include <QScreen>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

namespace watchbill::theme {

namespace {

constexpr double share = 0.9; // of the screen that a window may take

// A scaled screen, as at 125 %, may make a window a pixel smaller than it asks for. Without that pixel both scroll bars
// would come, each because of the other.
constexpr int spare = 2;

int heightOf(const QLayout *layout, int width)
{
    return layout->hasHeightForWidth() ? layout->totalHeightForWidth(width)
                                       : layout->totalSizeHint().height();
}

// What a layout's other parts take, besides the one that holds the widget.
QSize takenBeside(const QLayout *layout, const QWidget *widget)
{
    const QMargins around = layout->contentsMargins();
    QSize taken(around.left() + around.right(), around.top() + around.bottom());
    for (int i = 0; i < layout->count(); ++i) {
        const QLayoutItem *item = layout->itemAt(i);
        const QWidget *part = const_cast<QLayoutItem *>(item)->widget();
        const bool isItself = part && (part == widget || part->isAncestorOf(widget));
        if (!isItself && !item->isEmpty())
            taken.rheight() += item->sizeHint().height() + std::max(0, layout->spacing());
    }
    return taken;
}

} // namespace

FittingArea::FittingArea(int letters, QWidget *parent)
    : QScrollArea(parent)
    , m_letters(letters)
{
    auto *contents = new QWidget;
    m_column = new QVBoxLayout(contents);
    m_column->setContentsMargins(0, 0, 0, 0);
    setFrameShape(NoFrame);
    setFocusPolicy(Qt::NoFocus);
    setWidgetResizable(true);
    setWidget(contents);
    contents->setAutoFillBackground(false);
    viewport()->setAutoFillBackground(false);
}

void FittingArea::addForm(QFormLayout *form)
{
    m_form = form;
    m_column->addLayout(form);
}

bool FittingArea::eventFilter(QObject *watched, QEvent *event)
{
    const bool isDone = QScrollArea::eventFilter(watched, event);
    if (watched == widget() && event->type() == QEvent::LayoutRequest)
        updateGeometry();
    return isDone;
}

void FittingArea::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    if (event->oldSize().width() != event->size().width())
        updateGeometry(); // lines break elsewhere
}

void FittingArea::showEvent(QShowEvent *event)
{
    QScrollArea::showEvent(event);
    // Now that the fonts are those of the window.
    if (m_form && m_form->minimumSize().width() > roomOnScreen().width())
        m_form->setRowWrapPolicy(QFormLayout::WrapAllRows);
    updateGeometry();
}

QSize FittingArea::roomOnScreen() const
{
    const QSize screen = this->screen()->availableSize() * share;
    const QLayout *layout = window()->layout();
    return layout && window() != this ? screen - takenBeside(layout, this) : screen;
}

QSize FittingArea::fittingSize() const
{
    const QSize room = roomOnScreen();
    const QLayout *layout = widget()->layout();
    const int least =
        std::max(m_letters * fontMetrics().averageCharWidth(), layout->totalMinimumSize().width()) + spare;
    const int wide = std::min(least, room.width());
    const int high = heightOf(layout, isVisible() ? std::max(wide, viewport()->width()) : wide) + spare;
    if (high <= room.height())
        return {wide, high + (least > wide ? horizontalScrollBar()->sizeHint().height() : 0)};
    return {std::min(least + verticalScrollBar()->sizeHint().width(), room.width()), room.height()};
}

} // namespace watchbill::theme
