// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "overview/sidelist.h"

#include "format/format.h"
#include "theme/selectiondelegate.h"
#include "theme/theme.h"

#include <QHeaderView>
#include <QLabel>
#include <QMouseEvent>
#include <QSignalBlocker>

namespace watchbill {

SideList::SideList(const QString &name, const QString &title)
{
    setObjectName(name);
    setAccessibleName(title);
    setColumnCount(ListColumnCount);
    setHeaderLabels({title, tr("Number of tasks")}); // screen readers read them, hidden or not
    headerItem()->setSizeHint(CountColumn, QSize(0, 0)); // or the hidden words would make the column wide
    setHeaderHidden(true);
    setRootIsDecorated(false);
    setIndentation(0);
    setUniformRowHeights(true);
    setFrameShape(QFrame::NoFrame);
    setItemDelegate(new theme::SelectionDelegate(this));
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // the sidebar scrolls as a whole
    header()->setStretchLastSection(false);
    header()->setSectionResizeMode(NameColumn, QHeaderView::Stretch);
    header()->setSectionResizeMode(CountColumn, QHeaderView::ResizeToContents);
    QPalette transparent = palette();
    transparent.setColor(QPalette::Base, Qt::transparent);
    setPalette(transparent);
}

void SideList::setLines(const QVector<Line> &lines)
{
    const QSignalBlocker blocker(this);
    m_lines = lines;
    for (int i = 0; i < lines.size(); ++i)
        setLine(i, lines[i]);
    while (topLevelItemCount() > lines.size())
        delete takeTopLevelItem(int(lines.size()));
    fitHeight();
}

void SideList::setLine(int line, const Line &content)
{
    if (topLevelItemCount() <= line) {
        auto *added = new QTreeWidgetItem(this);
        added->setTextAlignment(CountColumn, Qt::AlignRight | Qt::AlignVCenter);
        added->setSizeHint(NameColumn, lineSize());
    }
    QTreeWidgetItem *item = topLevelItem(line);
    item->setIcon(NameColumn, content.icon);
    item->setText(NameColumn, content.name);
    item->setToolTip(NameColumn, format::toolTip(content.toolTip.isEmpty() ? content.name : content.toolTip));
    item->setData(NameColumn, Qt::UserRole, content.data);
    item->setText(CountColumn, content.count);
    item->setToolTip(CountColumn, content.countToolTip);
    colour(line);
}

void SideList::colour(int line)
{
    const Line &content = m_lines[line];
    QTreeWidgetItem *item = topLevelItem(line);
    item->setForeground(NameColumn, content.isDimmed ? QBrush(theme::secondaryText()) : QBrush());
    item->setForeground(CountColumn, content.countColor ? QBrush(content.countColor()) : QBrush());
}

void SideList::mark(int line)
{
    const QSignalBlocker blocker(this);
    setCurrentItem(line < 0 ? nullptr : topLevelItem(line));
}

// Who asks for the menu of a line does not choose it.
void SideList::markPartly(const QVector<int> &lines)
{
    const QSignalBlocker blocker(this);
    for (int line = 0; line < topLevelItemCount(); ++line) {
        const bool isMarked = lines.contains(line);
        QTreeWidgetItem *item = topLevelItem(line);
        if (item->data(NameColumn, theme::SelectionDelegate::PartRole).toBool() == isMarked)
            continue;
        item->setData(NameColumn, theme::SelectionDelegate::PartRole, isMarked);
        item->setData(NameColumn, Qt::AccessibleDescriptionRole,
                      isMarked ? tr("Matches the query") : QString());
    }
    viewport()->update(); // the items' signals are blocked
}

void SideList::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        QTreeWidget::mousePressEvent(event);
}

bool SideList::event(QEvent *event)
{
    const bool isDone = QTreeWidget::event(event);
    if ((event->type() == QEvent::Leave || event->type() == QEvent::FocusOut) && !isInUse())
        Q_EMIT left();
    return isDone;
}

QSize SideList::lineSize() const
{
    return {0, fontMetrics().height() + 10};
}

void SideList::changeEvent(QEvent *event)
{
    QTreeWidget::changeEvent(event);
    const QSignalBlocker blocker(this);
    if (event->type() == QEvent::PaletteChange) {
        for (int i = 0; i < topLevelItemCount(); ++i)
            colour(i);
        viewport()->update(); // the items' signals are blocked
    } else if (event->type() == QEvent::FontChange) {
        for (int i = 0; i < topLevelItemCount(); ++i)
            topLevelItem(i)->setSizeHint(NameColumn, lineSize());
        fitHeight();
    }
}

void SideList::fitHeight()
{
    const int height = topLevelItemCount() > 0 ? sizeHintForRow(0) : 0;
    setFixedHeight(topLevelItemCount() * height + 2 * frameWidth() + 4);
}

QLabel *SideList::heading(const QString &text)
{
    auto *label = new QLabel(text);
    QFont font = label->font();
    font.setBold(true);
    label->setFont(font);
    label->setContentsMargins(6, 0, 0, 0);
    return label;
}

QLabel *SideList::note(const QString &name)
{
    auto *label = new QLabel;
    label->setObjectName(name);
    label->setWordWrap(true);
    label->setForegroundRole(QPalette::PlaceholderText);
    label->setContentsMargins(6, 0, 6, 0);
    label->hide();
    return label;
}

} // namespace watchbill
