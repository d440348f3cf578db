// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "mainwindow/commandpalette.h"

#include "theme/icon.h"
#include "theme/selectiondelegate.h"

#include <QCoreApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPixmap>
#include <QStyle>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <memory>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

enum PaletteColumn { Name, Place, Shortcut, ColumnCount };

// Aligns the names, with an icon or without.
QIcon emptyIcon(int size)
{
    QPixmap empty(size, size);
    empty.fill(Qt::transparent);
    return empty;
}

QTreeWidgetItem *itemOf(const Command &command, const QTreeWidget *list)
{
    const QPalette colours = list->palette();
    const int iconSize = list->style()->pixelMetric(QStyle::PM_SmallIconSize, nullptr, list);
    auto *item = new QTreeWidgetItem({command.name, command.place, {}});
    item->setSizeHint(PaletteColumn::Name, QSize(0, list->fontMetrics().height() + 12));
    item->setIcon(PaletteColumn::Name, emptyIcon(iconSize));
    if (command.action) {
        if (!command.action->icon().isNull())
            item->setIcon(PaletteColumn::Name, command.action->icon());
        item->setText(PaletteColumn::Shortcut, command.action->shortcut().toString(QKeySequence::NativeText));
        item->setToolTip(PaletteColumn::Name,
                         command.action->toolTip()); // why it cannot be done, where that is known
        if (command.action->isChecked())
            item->setText(PaletteColumn::Place, command.place + u" ✓"_s);
    }
    item->setTextAlignment(PaletteColumn::Shortcut, Qt::AlignRight | Qt::AlignVCenter);
    for (const PaletteColumn column : {PaletteColumn::Place, PaletteColumn::Shortcut})
        item->setForeground(column, colours.brush(QPalette::PlaceholderText));
    item->setDisabled(!command.isEnabled());
    return item;
}

} // namespace

CommandPalette::CommandPalette(const QVector<Command> &commands, QWidget *window)
    : QDialog(window)
    , m_all(commands)
    , m_edit(new QLineEdit)
    , m_list(new QTreeWidget)
{
    setObjectName(u"commandPalette"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Commands"));
    m_edit->setObjectName(u"commandText"_s);
    m_edit->setPlaceholderText(tr("Search commands, views, connections and settings"));
    m_edit->setAccessibleName(tr("Command"));
    m_edit->addAction(theme::secondaryIcon(u"search"_s), QLineEdit::LeadingPosition);
    m_edit->installEventFilter(this);
    m_list->setObjectName(u"commands"_s);
    m_list->setAccessibleName(tr("Commands"));
    m_list->setItemDelegate(new theme::SelectionDelegate(m_list));
    m_list->setColumnCount(PaletteColumn::ColumnCount);
    m_list->setHeaderHidden(true);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAllColumnsShowFocus(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn); // or the columns move with it
    m_list->setFocusPolicy(Qt::NoFocus); // the keys of the list are taken while typing
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(PaletteColumn::Name, QHeaderView::Stretch);
    fixColumns();
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_edit);
    layout->addWidget(m_list);
    connect(m_edit, &QLineEdit::textChanged, this, &CommandPalette::show);
    connect(m_edit, &QLineEdit::returnPressed, this, &CommandPalette::start);
    connect(m_list, &QTreeWidget::itemClicked, this, &CommandPalette::start);
    show({});
    constexpr int margin = 40;
    resize(std::min(720, window->width() - margin), std::min(480, window->height() - 2 * margin));
    move(window->mapToGlobal(QPoint((window->width() - width()) / 2, margin)));
}

// As wide as any of the commands needs it, or they would move with each letter that is typed.
void CommandPalette::fixColumns()
{
    constexpr int margins = 16;
    for (const PaletteColumn column : {PaletteColumn::Place, PaletteColumn::Shortcut}) {
        int widest = 0;
        for (const Command &command : m_all) {
            const std::unique_ptr<const QTreeWidgetItem> item(itemOf(command, m_list));
            widest = std::max(widest, m_list->fontMetrics().horizontalAdvance(item->text(column)));
        }
        m_list->header()->setSectionResizeMode(column, QHeaderView::Fixed);
        m_list->header()->resizeSection(column, widest + margins);
    }
}

void CommandPalette::show(const QString &typed)
{
    m_found = commands::matching(m_all, typed);
    m_list->clear();
    for (const Command &command : qAsConst(m_found))
        m_list->addTopLevelItem(itemOf(command, m_list));
    if (m_found.isEmpty()) {
        auto *none = new QTreeWidgetItem({tr("No matching command.")});
        none->setFlags(Qt::NoItemFlags);
        m_list->addTopLevelItem(none);
    }
    m_list->setCurrentItem(m_list->topLevelItem(0));
}

void CommandPalette::start()
{
    const Command command = m_found.value(m_list->indexOfTopLevelItem(m_list->currentItem()));
    if (!command.isEnabled())
        return;
    close(); // what it opens is not to lie below
    command.start();
}

// Up and down move in the list, whose place is seen while typing.
bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_edit && event->type() == QEvent::KeyPress) {
        switch (static_cast<QKeyEvent *>(event)->key()) {
        case Qt::Key_Up:
        case Qt::Key_Down:
        case Qt::Key_PageUp:
        case Qt::Key_PageDown:
            QCoreApplication::sendEvent(m_list, event);
            return true;
        default:
            break;
        }
    }
    return QDialog::eventFilter(watched, event);
}

} // namespace watchbill
