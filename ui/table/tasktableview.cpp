// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "table/tasktableview.h"

#include "live/taskmonitor.h"
#include "table/rowdelegate.h"
#include "table/rowlook.h"
#include "table/tablecolumns.h"
#include "table/taskselection.h"
#include "table/tasktablemodel.h"

#include <QAccessible>
#include <QBackingStore>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPaintEngine>
#include <QPainter>
#include <QScrollBar>
#include <QSignalBlocker>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

// Above and below the text of a row, together.
constexpr int normalPadding = 10;
constexpr int compactPadding = 2;

bool movesByRows(const QKeyEvent &event)
{
    constexpr int keys[] = {Qt::Key_Down, Qt::Key_Up, Qt::Key_PageDown, Qt::Key_PageUp};
    const auto modifiers = event.modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier);
    return modifiers == Qt::NoModifier
        && std::find(std::begin(keys), std::end(keys), event.key()) != std::end(keys);
}

} // namespace

TaskTableView::TaskTableView(TaskTableModel *model, TaskMonitor &monitor, QWidget *parent)
    : QTableView(parent)
    , m_model(model)
    , m_feed(monitor.feed())
    , m_selection(new TaskSelection(model, monitor, this))
    , m_look(new RowLook(this))
    , m_seen(*this, *model)
{
    setModel(model);
    QItemSelectionModel *replaced = selectionModel();
    setSelectionModel(m_selection);
    delete replaced;
    setItemDelegate(new RowDelegate(*m_look, this));
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent); // by paintGround()
    setShowGrid(false);
    setWordWrap(false);
    setTextElideMode(Qt::ElideRight);
    setFrameShape(NoFrame);
    setTabKeyNavigation(false);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollMode(ScrollPerPixel);
    setAccessibleName(tr("Tasks"));
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    fitRows();
    m_columns = new TableColumns(this, model);
    m_pinned = m_columns->pinned();
    connect(m_columns, &TableColumns::keyRemoved, this, &TaskTableView::keyRemoved);

    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &TaskTableView::reportViewport);
    connect(m_selection, &TaskSelection::edited, this, &TaskTableView::reportSelection);
    connect(m_selection, &QItemSelectionModel::currentRowChanged, this, &TaskTableView::currentTaskChanged);
    connect(m_selection, &QItemSelectionModel::currentRowChanged, this, &TaskTableView::updateRows);
    connect(m_selection, &QItemSelectionModel::currentRowChanged, this, [this] { m_showsFirstRow = false; });
    connect(this, &QTableView::doubleClicked, this, &TaskTableView::activatedTask);

    connect(&m_feed, &TaskFeed::aboutToEdit, this, &TaskTableView::rememberPlace);
    connect(&m_feed, &TaskFeed::finished, this, &TaskTableView::restorePlace);
    connect(&m_feed, &TaskFeed::wasReset, this, &TaskTableView::startAnew);
    connect(&m_feed, &TaskFeed::arrived, this, &TaskTableView::markFirst);
    connect(m_look, &RowLook::changed, this, &TaskTableView::updateRows);
    connect(m_look, &RowLook::faded, this, &TaskTableView::drop);
}

Selection TaskTableView::selection() const
{
    return m_selection->selected();
}

void TaskTableView::clearSelection()
{
    m_selection->deselectAll();
}

void TaskTableView::selectEverything()
{
    if (!m_selection->canSelectEverything())
        return;
    m_selection->selectEverything();
    setFocus(); // Escape lets go of it
}

QVector<Task> TaskTableView::selectedTasks() const
{
    return m_selection->tasks();
}

std::optional<TaskKey> TaskTableView::currentTask() const
{
    return m_selection->currentTask();
}

void TaskTableView::takeAway(const QVector<TaskKey> &keys)
{
    if (keys.isEmpty())
        return;
    const bool isAnimated =
        style()->styleHint(QStyle::SH_Widget_Animation_Duration, nullptr, this) > 0 && isVisible();
    m_look->fade(keys, isAnimated ? RowLook::Pace::Slowly : RowLook::Pace::AtOnce);
    m_selection->deselect(keys);
}

void TaskTableView::drop(const QVector<TaskKey> &keys)
{
    if (!m_selection->isEverything())
        m_selection->deselect(keys); // a fading row can be clicked on
    m_feed.tookAway(keys);
    restorePlace();
}

// Screen readers hear of the table alone, a moment after this, and of a cell only with the next key.
void TaskTableView::focusInEvent(QFocusEvent *event)
{
    const bool wasNowhere = !currentIndex().isValid();
    QTableView::focusInEvent(event);
    switch (event->reason()) {
    case Qt::TabFocusReason:
    case Qt::BacktabFocusReason:
    case Qt::ShortcutFocusReason:
        m_look->setByKeys(true);
        break;
    case Qt::MouseFocusReason:
    case Qt::OtherFocusReason:
        m_look->setByKeys(false);
        break;
    default: // it comes back
        break;
    }
    // Qt goes to the first row, which new tasks push down: nobody would know where the keys go on from.
    if (wasNowhere && !m_look->isByKeys())
        m_selection->setCurrentIndex({}, QItemSelectionModel::NoUpdate);
    if (!QAccessible::isActive())
        return;
    const auto tellCell = [this] {
        QAccessibleInterface *spoken = QAccessible::queryAccessibleInterface(this);
        QAccessibleTableInterface *table = spoken ? spoken->tableInterface() : nullptr;
        if (!table || !hasFocus() || !currentIndex().isValid())
            return;
        QAccessibleEvent focus(table->cellAt(currentIndex().row(), currentIndex().column()),
                               QAccessible::Focus);
        QAccessible::updateAccessibility(&focus);
    };
    QMetaObject::invokeMethod(this, tellCell, Qt::QueuedConnection);
}

void TaskTableView::mousePressEvent(QMouseEvent *event)
{
    m_showsFirstRow = false;
    m_look->setByKeys(false);
    QTableView::mousePressEvent(event);
}

void TaskTableView::setDimmed(bool isDimmed)
{
    m_look->setDimmed(isDimmed);
}

void TaskTableView::updateRows()
{
    m_seen.paintAll();
    m_pinned->viewport()->update();
}

void TaskTableView::updateTimes()
{
    m_seen.paintChanges();
    m_pinned->viewport()->update();
}

void TaskTableView::setCompact(bool isCompact)
{
    m_isCompact = isCompact;
    fitRows();
}

void TaskTableView::fitRows()
{
    const QModelIndex first = indexAt({0, 0});
    verticalHeader()->setDefaultSectionSize(fontMetrics().height()
                                            + (m_isCompact ? compactPadding : normalPadding));
    if (m_pinned)
        m_pinned->arrange();
    if (first.isValid() && first.row() > 0)
        scrollTo(first, PositionAtTop);
}

void TaskTableView::showSort(const TaskSort &sort)
{
    const QSignalBlocker blocker(horizontalHeader());
    int sorted = -1; // a key need not have a column
    for (int section = 0; section < m_model->columnCount(); ++section) {
        if (m_model->sortOf(section, sort.order) == sort)
            sorted = section;
    }
    horizontalHeader()->setSortIndicator(sorted, sort.order);
    horizontalHeader()->viewport()->update();
    m_pinned->arrange();
}

void TaskTableView::goToStart()
{
    if (m_selection->isEverything())
        clearSelection();
    showNewest();
    m_selection->setCurrentIndex({}, QItemSelectionModel::NoUpdate); // Down goes to the first row
}

// What is selected stays selected, loaded or not.
void TaskTableView::showNewest()
{
    if (!m_selection->currentTask())
        m_selection->setCurrentIndex({}, QItemSelectionModel::NoUpdate);
    m_anchors.clear();
    m_goesToEnd = false;
    m_goesToStart = true;
    m_showsFirstRow = true;
    verticalScrollBar()->setValue(0);
    m_feed.goToStart();
}

void TaskTableView::goToEnd()
{
    m_goesToStart = false;
    m_goesToEnd = true;
    if (m_feed.loaded().reachedEnd())
        restorePlace();
    else
        m_feed.goToEnd();
}

void TaskTableView::keyPressEvent(QKeyEvent *event)
{
    m_showsFirstRow = false;
    m_look->setByKeys(true);
    if (event->key() == Qt::Key_Home && event->modifiers() == Qt::NoModifier)
        goToStart();
    else if (event->key() == Qt::Key_End && event->modifiers() == Qt::NoModifier)
        goToEnd();
    else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        Q_EMIT activatedTask();
    else if (event->key() == Qt::Key_Escape)
        clearSelection();
    else if (!currentIndex().isValid() && movesByRows(*event))
        selectFirstInSight();
    else
        QTableView::keyPressEvent(event);
}

void TaskTableView::selectFirstInSight()
{
    const QModelIndex first = m_model->index(firstWholeRow(), std::max(0, columnAt(0)));
    m_selection->setCurrentIndex(first, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

int TaskTableView::firstWholeRow() const
{
    const int row = std::max(0, rowAt(0));
    const bool isCut = row + 1 < m_model->rowCount() && rowViewportPosition(row) < 0;
    return isCut ? row + 1 : row;
}

void TaskTableView::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() != QEvent::FontChange || !m_columns) // the view gets its first font while it is set up
        return;
    m_model->followFont();
    fitRows();
    m_columns->measure();
    reportViewport();
}

// And not for a picture, such as grab() makes.
bool TaskTableView::isForScreen(const QPainter &painter) const
{
    QBackingStore *store = backingStore();
    return store && painter.paintEngine()->paintDevice() == store->paintDevice();
}

void TaskTableView::paintEvent(QPaintEvent *event)
{
    {
        QPainter painter(viewport());
        if (isForScreen(painter))
            m_seen.painting(event->region());
        paintGround(painter, event->rect());
    }
    QTableView::paintEvent(event);
}

// Rows of two colours by turns. Qt would fill all of the view, and then each cell of every other row once more.
void TaskTableView::paintGround(QPainter &painter, const QRect &dirty) const
{
    const QHeaderView *rows = verticalHeader();
    const QHeaderView *columns = horizontalHeader();
    const QSize size = viewport()->size();
    const int right =
        isRightToLeft() ? size.width() : std::min(size.width(), columns->length() - columns->offset());
    int row = std::max(0, rows->visualIndexAt(std::max(0, dirty.top())));
    int top = rows->count() > 0 ? rows->sectionViewportPosition(row) : 0;
    for (; row < rows->count() && top <= dirty.bottom(); ++row) {
        const int height = rows->sectionSize(row);
        painter.fillRect(0, top, right, height, row % 2 == 1 ? palette().alternateBase() : palette().base());
        top += height;
    }
    painter.fillRect(0, top, right, std::max(0, size.height() - top), palette().base());
    painter.fillRect(right, 0, size.width() - right, size.height(), palette().base());
}

void TaskTableView::resizeEvent(QResizeEvent *event)
{
    // As when the details open below the table, in several steps.
    const QRect current = visualRect(currentIndex());
    const bool keepsCurrent = !m_showsFirstRow && currentIndex().isValid()
        && event->size().height() < event->oldSize().height() && current.bottom() >= 0
        && current.top() < event->oldSize().height();
    QTableView::resizeEvent(event);
    m_columns->fit();
    m_pinned->arrange();
    if (keepsCurrent)
        showRow(currentIndex().row());
    reportViewport();
}

// A column that is pinned is in sight, and none is that the pinned ones cover.
void TaskTableView::scrollTo(const QModelIndex &index, ScrollHint hint)
{
    const int covered = m_pinned ? m_pinned->coveredWidth() : 0; // the view scrolls while it is set up, too
    if (covered > 0 && m_pinned->shows(index.column())) {
        showRow(index.row());
        return;
    }
    QTableView::scrollTo(index, hint);
    const int hidden = covered - columnViewportPosition(index.column());
    if (covered > 0 && hidden > 0)
        horizontalScrollBar()->setValue(horizontalScrollBar()->value() - hidden);
}

void TaskTableView::showRow(int row)
{
    const int top = rowViewportPosition(row);
    const int below = top + rowHeight(row) - viewport()->height();
    verticalScrollBar()->setValue(verticalScrollBar()->value()
                                  + (top < 0 ? top : std::max(0, std::min(below, top))));
}

void TaskTableView::contextMenuEvent(QContextMenuEvent *event)
{
    // From the keyboard there is no position: take the current row's.
    const bool fromMouse = event->reason() == QContextMenuEvent::Mouse;
    const QModelIndex index = fromMouse
        ? indexAt(m_pinned->inTable(viewport()->mapFromGlobal(event->globalPos())))
        : currentIndex();
    if (!index.isValid())
        return;
    const QPoint position = fromMouse
        ? event->globalPos()
        : viewport()->mapToGlobal(m_pinned->seenAt(visualRect(index).center(), index.column()));
    Q_EMIT menuRequested(index, position);
}

// By the scroll bar and the rows' one height: in the midst of an edit the view does not know yet which row is
// where.
void TaskTableView::reportViewport()
{
    const int top = verticalScrollBar()->value();
    const int height = verticalHeader()->defaultSectionSize();
    const int lastRow = m_model->rowCount() - 1;
    const int first = std::clamp(top / height, 0, std::max(0, lastRow));
    const int last = std::min((top + viewport()->height() - 1) / height, lastRow);
    const bool isCalm = top > 0 || selectionModel()->hasSelection();
    if (top > 0 && !m_goesToStart)
        m_showsFirstRow = false;
    m_feed.setViewport({first, last, isCalm});
}

void TaskTableView::reportSelection()
{
    QVector<TaskKey> kept = m_selection->watched();
    for (const LoadedRow &row : m_feed.loaded().rows()) {
        if (m_look->isLeaving(row.task.key()))
            kept += row.task.key();
    }
    m_feed.setSelected(kept);
    reportViewport();
    Q_EMIT selectionEdited();
    Q_EMIT currentTaskChanged();
}

// The rows that are seen, from the first whole one on, unless the view is at the start: there it stays.
QVector<TaskTableView::Anchor> TaskTableView::anchors() const
{
    QVector<Anchor> anchors;
    if (verticalScrollBar()->value() == 0 && m_feed.loaded().reachedStart()
        && !selectionModel()->hasSelection())
        return anchors;
    for (int row = firstWholeRow();
         row < m_model->rowCount() && rowViewportPosition(row) < viewport()->height(); ++row)
        anchors += Anchor{m_model->task(row).key(), rowViewportPosition(row)};
    return anchors;
}

// Before the first edit of an answer.
void TaskTableView::rememberPlace()
{
    m_seen.hold();
    if (m_anchors.isEmpty())
        m_anchors = anchors();
}

// After the last edit of an answer: the first of the rows that still exists keeps its place.
void TaskTableView::restorePlace()
{
    if (std::exchange(m_goesToEnd, false)) {
        m_anchors.clear();
        m_seen.release();
        verticalScrollBar()->setValue(verticalScrollBar()->maximum());
        reportViewport();
        return;
    }
    if (std::exchange(m_goesToStart, false)) {
        m_anchors.clear();
        executeDelayedItemsLayout();
        verticalScrollBar()->setValue(0);
    }
    for (const Anchor &place : std::exchange(m_anchors, {})) {
        const int row = m_model->rowOf(place.key);
        if (row < 0)
            continue;
        executeDelayedItemsLayout(); // so that the scroll bar's range is that of the new rows
        verticalScrollBar()->setValue(verticalScrollBar()->value() + rowViewportPosition(row) - place.offset);
        break;
    }
    executeDelayedItemsLayout(); // or it would have all painted later
    m_seen.release();
    reportViewport();
}

// Another list: its rows are seen from the first one on.
void TaskTableView::startAnew()
{
    m_anchors.clear();
    m_seen.release();
    verticalScrollBar()->setValue(0);
    m_columns->fitTo(m_feed.shownQuery());
    m_selection->restore();
    m_showsFirstRow = true;
    reportSelection();
}

// So that the eye finds where it is.
void TaskTableView::markFirst()
{
    m_look->mark(m_model->index(0, 0));
}

} // namespace watchbill
