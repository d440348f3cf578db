// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "table/pinnedcolumns.h"

#include <QCoreApplication>
#include <QHeaderView>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

// What is pinned must leave room for what is scrolled.
constexpr double largestShare = 2.0 / 3;

} // namespace

PinnedColumns::PinnedColumns(QTableView *table, QHeaderView *header)
    : QTableView(table)
    , m_table(table)
{
    hide();
    setObjectName(u"pinnedColumns"_s);
    setAccessibleName(tr("Pinned columns"));
    setHorizontalHeader(header);
    setItemDelegate(table->itemDelegate());
    setFocusPolicy(Qt::NoFocus);
    setFocusProxy(table);
    setFrameShape(NoFrame);
    setSelectionBehavior(table->selectionBehavior());
    setEditTriggers(NoEditTriggers);
    setAlternatingRowColors(true);
    setShowGrid(table->showGrid());
    setWordWrap(table->wordWrap());
    setTextElideMode(table->textElideMode());
    setAutoScroll(false);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollMode(ScrollPerPixel);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    header->setHighlightSections(false);
    header->setSectionsClickable(true);
    header->setSortIndicatorShown(true);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    viewport()->installEventFilter(this);
    connect(header, &QHeaderView::customContextMenuRequested, this, [this, header](const QPoint &position) {
        Q_EMIT headerMenuRequested(header->logicalIndexAt(position), header->mapToGlobal(position));
    });

    const QHeaderView *shown = table->horizontalHeader();
    connect(shown, &QHeaderView::sectionMoved, this, [this](int, int from, int to) { followMove(from, to); });
    connect(shown, &QHeaderView::sectionResized, this, &PinnedColumns::arrange);
    connect(shown, &QHeaderView::sectionCountChanged, this, &PinnedColumns::arrange);
    connect(shown, &QHeaderView::geometriesChanged, this, &PinnedColumns::arrange);
    connect(shown, &QHeaderView::sortIndicatorChanged, this, &PinnedColumns::arrange);
    connect(table->model(), &QAbstractItemModel::columnsAboutToBeRemoved, this,
            [this](const QModelIndex &, int first, int last) { followRemoval(first, last); });
    connect(table->horizontalScrollBar(), &QScrollBar::valueChanged, this, &PinnedColumns::arrange);
    connect(table->verticalScrollBar(), &QScrollBar::valueChanged, this, &PinnedColumns::scroll);
    connect(verticalScrollBar(), &QScrollBar::rangeChanged, this, &PinnedColumns::scroll);
}

void PinnedColumns::setCount(int count)
{
    m_count = std::clamp(count, 0, m_table->horizontalHeader()->count());
    arrange();
}

void PinnedColumns::pin(int section)
{
    if (section < 0 || isPinned(section))
        return;
    QHeaderView *shown = m_table->horizontalHeader();
    m_isMoving = true;
    shown->moveSection(shown->visualIndex(section), m_count);
    m_isMoving = false;
    setCount(m_count + 1);
}

void PinnedColumns::unpin(int section)
{
    if (section < 0 || !isPinned(section))
        return;
    QHeaderView *shown = m_table->horizontalHeader();
    m_isMoving = true;
    shown->moveSection(shown->visualIndex(section), m_count - 1);
    m_isMoving = false;
    setCount(m_count - 1);
}

bool PinnedColumns::isPinned(int section) const
{
    const int place = m_table->horizontalHeader()->visualIndex(section);
    return place >= 0 && place < m_count;
}

// A column that is dragged among them is pinned, and one that is dragged away is not any more.
void PinnedColumns::followMove(int from, int to)
{
    if (m_isMoving)
        return;
    if (from >= m_count && to < m_count)
        ++m_count;
    else if (from < m_count && to >= m_count)
        --m_count;
    arrange();
}

void PinnedColumns::followRemoval(int first, int last)
{
    int gone = 0;
    for (int section = first; section <= last; ++section)
        gone += isPinned(section) ? 1 : 0;
    m_count -= gone;
}

// It costs the little that a second view does, which who pins nothing need not pay.
void PinnedColumns::takeModel()
{
    if (model() == m_table->model())
        return;
    setModel(m_table->model());
    QItemSelectionModel *replaced = selectionModel();
    setSelectionModel(m_table->selectionModel());
    delete replaced;
    const QHeaderView *own = horizontalHeader();
    connect(own, &QHeaderView::sectionCountChanged, this, &PinnedColumns::arrange);
    connect(own, &QHeaderView::sectionResized, this, [this](int section, int, int size) {
        if (m_isCopying || size == 0)
            return;
        m_table->setColumnWidth(section, size);
        arrange(); // it may have a width of its own
    });
    connect(own, &QHeaderView::sortIndicatorChanged, this, [this](int section, Qt::SortOrder order) {
        if (!m_isCopying)
            m_table->horizontalHeader()->setSortIndicator(section, order);
    });
}

int PinnedColumns::fittingColumns(int *width) const
{
    const QHeaderView *shown = m_table->horizontalHeader();
    const int most = int(m_table->viewport()->width() * largestShare);
    int columns = 0;
    for (; columns < m_count; ++columns) {
        const int size = shown->sectionSize(shown->logicalIndex(columns)); // 0 of one that is hidden
        if (*width + size > most)
            break;
        *width += size;
    }
    return columns;
}

void PinnedColumns::arrange()
{
    int width = 0;
    const int columns = fittingColumns(&width);
    if (width == 0 || m_table->horizontalScrollBar()->value() == 0 || isRightToLeft()) {
        hide();
        return;
    }
    takeModel();
    copyColumns(columns);
    const QHeaderView *shown = m_table->horizontalHeader();
    verticalHeader()->setDefaultSectionSize(m_table->verticalHeader()->defaultSectionSize());
    horizontalHeader()->setFixedHeight(shown->height());
    setGeometry(m_table->viewport()->x(), shown->y(), width, shown->height() + m_table->viewport()->height());
    raise();
    show();
    scroll();
}

void PinnedColumns::copyColumns(int columns)
{
    const QHeaderView *shown = m_table->horizontalHeader();
    QHeaderView *own = horizontalHeader();
    m_isCopying = true;
    own->setMinimumSectionSize(shown->minimumSectionSize());
    // A column that is new or goes is known to one of the two first.
    for (int place = 0; place < std::min(shown->count(), own->count()); ++place) {
        const int section = shown->logicalIndex(place);
        if (section >= own->count())
            continue;
        own->moveSection(own->visualIndex(section), place);
        own->setSectionHidden(section, place >= columns || shown->isSectionHidden(section));
        if (!own->isSectionHidden(section))
            own->resizeSection(section, shown->sectionSize(section));
    }
    own->setSortIndicator(shown->sortIndicatorSection(), shown->sortIndicatorOrder());
    m_isCopying = false;
}

// In the midst of an edit it would not know yet how many rows there are.
void PinnedColumns::scroll()
{
    if (!isVisible())
        return;
    executeDelayedItemsLayout();
    verticalScrollBar()->setValue(m_table->verticalScrollBar()->value());
}

QPoint PinnedColumns::inTable(const QPoint &seen) const
{
    return seen.x() < coveredWidth() ? seen - QPoint(m_table->horizontalScrollBar()->value(), 0) : seen;
}

QPoint PinnedColumns::seenAt(const QPoint &inTable, int section) const
{
    return shows(section) ? inTable + QPoint(m_table->horizontalScrollBar()->value(), 0) : inTable;
}

bool PinnedColumns::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != viewport())
        return QTableView::eventFilter(watched, event);
    switch (event->type()) {
    case QEvent::MouseButtonPress:
    case QEvent::MouseButtonRelease:
    case QEvent::MouseButtonDblClick:
    case QEvent::MouseMove:
        return passOn(static_cast<QMouseEvent *>(event));
    case QEvent::Wheel:
    case QEvent::ContextMenu:
        return QCoreApplication::sendEvent(m_table->viewport(), event);
    default:
        return QTableView::eventFilter(watched, event);
    }
}

// The table has the same columns to the left of what is seen of it.
bool PinnedColumns::passOn(QMouseEvent *event)
{
    const QPointF place = event->position() - QPointF(m_table->horizontalScrollBar()->value(), 0);
    QMouseEvent moved(event->type(), place, event->scenePosition(), event->globalPosition(), event->button(),
                      event->buttons(), event->modifiers(), event->pointingDevice());
    moved.setTimestamp(event->timestamp()); // by which the next click is the second of a double one
    QCoreApplication::sendEvent(m_table->viewport(), &moved);
    return true;
}

void PinnedColumns::paintEvent(QPaintEvent *event)
{
    QTableView::paintEvent(event);
    QPainter painter(viewport());
    painter.setPen(palette().color(QPalette::Mid));
    painter.drawLine(viewport()->rect().topRight(), viewport()->rect().bottomRight());
}

} // namespace watchbill
