// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "table/tablecolumns.h"

#include "table/tasktablemodel.h"
#include "theme/icon.h"

#include <QHeaderView>
#include <QMenu>
#include <QScopedValueRollback>
#include <QSignalBlocker>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

constexpr int narrowest = 36; // an icon
constexpr int lettersOfKey = 16; // of the metadata

// Behind what the header saves, which leaves unread what follows.
const QByteArray pinnedMark = " pinned: ";
const QByteArray fittedMark = " fitted"; // the widths are not a person's

// Qt's arrow points down for ascending; most people read it the other way round.
class SortHeader : public QHeaderView
{
public:
    using QHeaderView::QHeaderView;

protected:
    void initStyleOptionForIndex(QStyleOptionHeader *option, int section) const override
    {
        QHeaderView::initStyleOptionForIndex(option, section);
        if (option->sortIndicator == QStyleOptionHeader::SortDown)
            option->sortIndicator = QStyleOptionHeader::SortUp;
        else if (option->sortIndicator == QStyleOptionHeader::SortUp)
            option->sortIndicator = QStyleOptionHeader::SortDown;
        if (option->textAlignment.testFlag(Qt::AlignRight))
            option->text = column::withGap(option->text);
    }
};

} // namespace

TableColumns::TableColumns(QTableView *view, TaskTableModel *model)
    : QObject(view)
    , m_view(view)
    , m_model(model)
{
    view->setHorizontalHeader(new SortHeader(Qt::Horizontal, view));
    setUp();
    createButton();
    m_pinned = new PinnedColumns(view, new SortHeader(Qt::Horizontal));
    connect(m_pinned, &PinnedColumns::headerMenuRequested, this, &TableColumns::showMenu);
}

void TableColumns::setUp()
{
    QHeaderView *header = m_view->horizontalHeader();
    header->setHighlightSections(false);
    header->setSectionsMovable(true);
    header->setStretchLastSection(false);
    header->setMinimumSectionSize(narrowest);
    header->setSortIndicatorShown(true);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    header->setSectionsClickable(true);
    header->setDefaultSectionSize(lettersOfKey * m_view->fontMetrics().averageCharWidth());
    for (int section = 0; section < column::count; ++section) {
        m_widths += column::usualWidth(shownFields[section], m_view->font());
        m_view->setColumnWidth(section, m_widths.last().wanted);
        m_view->setColumnHidden(section, column::isHiddenAtFirst(shownFields[section]));
    }
    header->setSectionResizeMode(column::sectionOf(TaskField::ErrorMessage), QHeaderView::Stretch);
    connect(header, &QHeaderView::sortIndicatorChanged, m_model, &TaskTableModel::sort);
    connect(header, &QHeaderView::customContextMenuRequested, this, [this, header](const QPoint &position) {
        showMenu(header->logicalIndexAt(position), header->mapToGlobal(position));
    });
    connect(header, &QHeaderView::sectionResized, this, &TableColumns::noteResized);
    connect(m_model, &QAbstractItemModel::columnsInserted, this, &TableColumns::fit);
    connect(m_model, &QAbstractItemModel::columnsRemoved, this, &TableColumns::fit);
}

// In the corner above the scroll bar, which therefore is always there.
void TableColumns::createButton()
{
    auto *button = new QToolButton;
    button->setObjectName(u"columnsButton"_s);
    button->setIcon(theme::icon(u"chevron-down"_s));
    button->setAutoRaise(true);
    button->setToolTip(tr("Choose columns, or reset them"));
    button->setAccessibleName(tr("Columns"));
    button->setFocusPolicy(Qt::NoFocus);
    connect(button, &QToolButton::clicked, this,
            [this, button] { showMenu(-1, button->mapToGlobal(button->rect().bottomLeft())); });
    m_view->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    m_view->addScrollBarWidget(button, Qt::AlignTop);
}

void TableColumns::addPinning(QMenu *menu, int section)
{
    if (section < 0)
        return;
    if (m_pinned->isPinned(section))
        menu->addAction(tr("Un&pin"), this, [this, section] { m_pinned->unpin(section); });
    else
        menu->addAction(tr("&Pin at the Left"), this, [this, section] { m_pinned->pin(section); });
    menu->addSeparator();
}

void TableColumns::showMenu(int clicked, const QPoint &position)
{
    auto *menu = new QMenu(m_view);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fillMenu(menu, clicked);
    menu->popup(position);
}

void TableColumns::fillMenu(QMenu *menu, int clicked)
{
    addPinning(menu, clicked);
    for (int section = 0; section < m_model->columnCount(); ++section) {
        const QString title = m_model->headerData(section, Qt::Horizontal).toString().replace(u'&', "&&"_L1);
        QAction *action = menu->addAction(title, this, [this, section] { toggle(section); });
        action->setCheckable(true);
        action->setChecked(!m_view->isColumnHidden(section));
        // With the last column the way back to the others would go, too.
        action->setEnabled(column::fieldAt(section) != TaskField::Status);
    }
    menu->addSeparator();
    menu->addAction(tr("&Reset Columns"), this, &TableColumns::reset);
}

void TableColumns::toggle(int section)
{
    const TableCell cell = m_model->cell(section);
    if (cell.isKey())
        Q_EMIT keyRemoved(cell.path);
    else
        hide(section, !m_view->isColumnHidden(section));
    fit();
    m_pinned->arrange(); // the header does not tell
}

void TableColumns::reset()
{
    QHeaderView *header = m_view->horizontalHeader();
    m_pinned->setCount(0);
    for (int section = 0; section < m_model->columnCount(); ++section) {
        header->moveSection(header->visualIndex(section), section);
        if (section < column::count)
            hide(section, column::isHiddenAtFirst(shownFields[section]));
    }
    m_areWidthsChosen = false;
    measure();
    m_pinned->arrange();
}

void TableColumns::fit()
{
    if (m_areWidthsChosen)
        return;
    QVector<ColumnWidth> shown = m_widths;
    for (int section = 0; section < column::count; ++section) {
        if (m_view->isColumnHidden(section))
            shown[section] = {};
    }
    int ofKeys = 0;
    for (int section = column::count; section < m_model->columnCount(); ++section)
        ofKeys += m_view->columnWidth(section);
    const QVector<int> widths = column::widths(m_view->viewport()->width() - ofKeys, shown);
    const QScopedValueRollback fitting(m_isFitting, true);
    for (int section = 0; section < column::count; ++section) {
        if (!m_view->isColumnHidden(section)
            && column::fieldAt(section) != TaskField::ErrorMessage) // which takes what is left
            m_view->setColumnWidth(section, widths[section]);
    }
}

void TableColumns::fitTo(const TaskQuery &query)
{
    if (m_model->rowCount() == 0)
        return;
    if (m_fittedTo != query.filter) {
        m_fittedTo = query.filter;
        measure();
    }
    QVector<QStringList> unknown = query.keys;
    unknown.removeIf([this](const QStringList &key) { return m_measuredKeys.contains(key); });
    measureKeys(unknown);
    m_measuredKeys = query.keys;
}

void TableColumns::measure()
{
    for (int section = 0; section < column::count; ++section)
        m_widths[section] = column::fittingWidth(shownFields[section], m_view->font(), *m_model);
    if (!m_areWidthsChosen && m_model->rowCount() > 0)
        measureKeys(m_measuredKeys);
    fit();
}

void TableColumns::measureKeys(const QVector<QStringList> &keys)
{
    const QScopedValueRollback fitting(m_isFitting, true);
    for (int section = column::count; section < m_model->columnCount(); ++section) {
        if (keys.contains(m_model->cell(section).path))
            m_view->setColumnWidth(section, column::fittingKeyWidth(section, m_view->font(), *m_model));
    }
    if (!keys.isEmpty())
        fit();
}

QVector<QStringList> TableColumns::shownKeys() const
{
    QVector<QStringList> keys;
    for (int section = column::count; section < m_model->columnCount(); ++section)
        keys += m_model->cell(section).path;
    return keys;
}

// The header takes that for a change of its width.
void TableColumns::hide(int section, bool isHidden)
{
    const QScopedValueRollback fitting(m_isFitting, true);
    m_view->setColumnHidden(section, isHidden);
}

void TableColumns::noteResized(int section)
{
    m_areWidthsChosen |= !m_isFitting && column::fieldAt(section) != TaskField::ErrorMessage;
}

QByteArray TableColumns::save() const
{
    const QByteArray pinned =
        m_pinned->count() == 0 ? QByteArray() : pinnedMark + QByteArray::number(m_pinned->count());
    return m_view->horizontalHeader()->saveState() + pinned + (m_areWidthsChosen ? QByteArray() : fittedMark);
}

// The sort is not part of the layout.
bool TableColumns::restoreHeader(const QByteArray &layout)
{
    QHeaderView *header = m_view->horizontalHeader();
    const QSignalBlocker blocker(header);
    const int sortSection = header->sortIndicatorSection();
    const Qt::SortOrder sortOrder = header->sortIndicatorOrder();
    const bool isLayout = header->restoreState(layout);
    header->setSortIndicator(sortSection, sortOrder);
    return isLayout;
}

void TableColumns::restore(const QByteArray &stored)
{
    const bool areFitted = stored.endsWith(fittedMark);
    const QByteArray layout = areFitted ? stored.chopped(fittedMark.size()) : stored;
    if (!restoreHeader(layout))
        return;
    m_areWidthsChosen = !areFitted;
    if (m_areWidthsChosen)
        m_measuredKeys = shownKeys();
    fit();
    const qsizetype mark = layout.lastIndexOf(pinnedMark);
    m_pinned->setCount(mark < 0 ? 0 : layout.mid(mark + pinnedMark.size()).toInt());
}

} // namespace watchbill
