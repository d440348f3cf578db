// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "openwindow.h"

#include "overview/overviewpanel.h"
#include "theme/theme.h"

#include <QApplication>
#include <QHeaderView>
#include <QMenu>
#include <QTimer>
#include <QTreeWidget>

#include <algorithm>

namespace watchbill {

OpenWindow::OpenWindow(const ConnectionProfile &profile, const QString &name)
{
    theme::apply(theme::Scheme::Light);
    QApplication::setDoubleClickInterval(20); // clickCell() waits for as long
    m_connection = std::make_unique<OpenConnection>(profile, name);
    m_window = std::make_unique<MainWindow>(*m_connection, m_preferences);
    m_table = m_window->findChild<TaskTableView *>();
    m_window->show();
    m_window->activateWindow(); // which a display without a window manager does not do by itself
    if (!QTest::qWaitForWindowActive(m_window.get()))
        qFatal("The window does not open.");
}

QStringList OpenWindow::ids() const
{
    QStringList ids;
    for (int row = 0; row < m_table->model()->rowCount(); ++row)
        ids += index(row, TaskField::Id).data(TaskTableModel::IdRole).toString();
    return ids;
}

QStringList OpenWindow::selectedIds() const
{
    QModelIndexList rows = m_table->selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    QStringList ids;
    for (const QModelIndex &row : rows)
        ids += row.data(TaskTableModel::IdRole).toString();
    return ids;
}

QString OpenWindow::currentId() const
{
    return m_table->currentIndex().data(TaskTableModel::IdRole).toString();
}

QString OpenWindow::text(int row, Section column) const
{
    return index(row, column).data().toString();
}

void OpenWindow::clickCell(int row, Section column, Qt::KeyboardModifiers modifiers, Qt::MouseButton button)
{
    const QPoint place = m_table->visualRect(index(row, column)).center();
    if (!m_table->viewport()->rect().contains(place))
        qFatal("Row %d is not in sight.", row);
    clickAt(m_table->viewport(), place, modifiers, button);
    if (!QTest::qWaitFor([this] { return !find<QTimer>(QStringLiteral("detailsSoon"))->isActive(); },
                         patient))
        qFatal("The details do not open.");
}

QMenu *OpenWindow::openMenu()
{
    auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
    if (!menu || !QTest::qWaitForWindowExposed(menu))
        qFatal("No menu opens.");
    return menu;
}

void OpenWindow::clickLine(const QString &list, const QString &line)
{
    auto *tree = find<QTreeWidget>(list);
    const auto found = tree->findItems(line, Qt::MatchExactly);
    if (found.isEmpty())
        qFatal("There is no line %s.", qPrintable(line));
    auto *sidebar = m_window->findChild<OverviewPanel *>();
    const auto place = [&] { return tree->visualItemRect(found.first()).center(); };
    const auto isInSight = [&] { // not before what came in last has its place
        const QPoint there = tree->viewport()->mapTo(sidebar->widget(), place());
        sidebar->ensureVisible(there.x(), there.y(), 0, tree->visualItemRect(found.first()).height());
        return m_window->childAt(tree->viewport()->mapTo(m_window.get(), place())) == tree->viewport();
    };
    if (!QTest::qWaitFor(isInSight, patient))
        qFatal("The line %s is not in sight.", qPrintable(line));
    clickAt(tree->viewport(), place());
}

QMenu *OpenWindow::openMenu(int row, Section column)
{
    clickCell(row, column, {}, Qt::RightButton);
    return openMenu();
}

QMenu *OpenWindow::openHeaderMenu(Section column)
{
    QHeaderView *header = m_table->horizontalHeader();
    const int section = column.number;
    clickAt(header->viewport(), {header->sectionViewportPosition(section) + 20, header->height() / 2}, {},
            Qt::RightButton);
    return openMenu();
}

void OpenWindow::choose(QMenu *menu, const QString &text)
{
    if (QAction *action = entry(menu, text)) {
        clickAt(menu, menu->actionGeometry(action).center());
        return;
    }
    for (QAction *action : menu->actions()) {
        if (!action->menu() || !entry(action->menu(), text))
            continue;
        clickAt(menu, menu->actionGeometry(action).center());
        if (!QTest::qWaitForWindowExposed(action->menu()))
            qFatal("No menu opens.");
        return choose(action->menu(), text);
    }
    qFatal("The menu has no entry %s.", qPrintable(text));
}

} // namespace watchbill
