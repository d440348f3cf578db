// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "mainwindow/mainmenu.h"

#include "connection/lockmenu.h"
#include "dialogs/help.h"
#include "mainwindow/accessactions.h"
#include "mainwindow/taskactions.h"
#include "mainwindow/thememenu.h"
#include "mainwindow/toolrow.h"
#include "overview/overviewpanel.h"
#include "search/searchbar.h"
#include "table/tasktableview.h"
#include "theme/icon.h"

#include <QAction>
#include <QApplication>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

constexpr int statusKeys = 5;

} // namespace

MainMenu::MainMenu(const Parts &parts)
{
    createFileMenu(parts);
    createTaskMenu(parts);
    createViewMenu(parts);
    createHelpMenu();
}

void MainMenu::createFileMenu(const Parts &parts)
{
    QMenu *file = addMenu(tr("&File"));
    QAction *connection = file->addAction(theme::icon(u"connect"_s), tr("New &Connection…"), this,
                                          &MainMenu::newConnectionRequested);
    connection->setShortcut(QKeySequence::New);
    m_openMenu = file->addMenu(theme::icon(u"database"_s), tr("&Open Connection"));
    QAction *choose = m_openMenu->addAction(tr("&All Connections…"), this, &MainMenu::connectionRequested);
    choose->setShortcut(QKeySequence::Open);
    QAction *edit = file->addAction(theme::icon(u"settings"_s), tr("E&dit This Connection…"), this,
                                    &MainMenu::editRequested);
    edit->setObjectName(u"editConnection"_s);
    file->addSeparator();
    file->addAction(parts.actions->exportTasks());
    file->addSeparator();
    QAction *close =
        file->addAction(theme::icon(u"close"_s), tr("Close &Window"), this, &MainMenu::closeRequested);
    close->setShortcut(QKeySequence::Close);
    QAction *quit = file->addAction(tr("&Quit"), qApp, &QApplication::closeAllWindows);
    quit->setShortcut(QKeySequence::Quit);
}

void MainMenu::createTaskMenu(const Parts &parts)
{
    const TaskActions *actions = parts.actions;
    QMenu *tasks = addMenu(tr("&Tasks"));
    tasks->setToolTipsVisible(true); // why something cannot be done
    tasks->addActions({actions->copyRow(), actions->copyId(), actions->copyJson(), actions->copySql()});
    tasks->addSeparator();
    QAction *selectAll = tasks->addAction(tr("Select &All Shown"), parts.table, &QTableView::selectAll);
    selectAll->setShortcut(QKeySequence::SelectAll);
    selectAll->setShortcutContext(Qt::WidgetShortcut); // the table has this key itself
    tasks->addSeparator();
    tasks->addAction(actions->remove());
    tasks->addSeparator();
    tasks->addMenu(parts.access->lockMenu());
}

void MainMenu::createViewMenu(const Parts &parts)
{
    QMenu *view = addMenu(tr("&View"));
    view->addActions({parts.tools->refresh(), parts.tools->pause()});
    view->addSeparator();
    QAction *find =
        view->addAction(theme::icon(u"search"_s), tr("&Find"), parts.search, &SearchBar::focusText);
    find->setShortcut(QKeySequence::Find);
    QAction *clear = view->addAction(theme::icon(u"filter-clear"_s), tr("&Clear Filters"), this,
                                     &MainMenu::clearFiltersRequested);
    clear->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_F);
    view->addSeparator();
    createGoActions(view, parts);
    view->addSeparator();
    view->addActions({parts.access->actAs(), parts.access->stopActing()});
    view->addSeparator();
    createStatusMenu(view->addMenu(tr("&Status")), parts);
    view->addSeparator();
    view->addActions(parts.docks);
    view->addSeparator();
    view->addMenu(new ThemeMenu(parts.settings, view));
}

// Home and End are the table's own keys: elsewhere they move a text's cursor.
void MainMenu::createGoActions(QMenu *menu, const Parts &parts)
{
    QAction *start = menu->addAction(theme::icon(u"arrow-up"_s), tr("&Go to Start"), parts.table,
                                     &TaskTableView::goToStart);
    QAction *end =
        menu->addAction(theme::icon(u"arrow-down"_s), tr("Go to &End"), parts.table, &TaskTableView::goToEnd);
    const std::pair<QAction *, Qt::Key> keys[] = {{start, Qt::Key_Home}, {end, Qt::Key_End}};
    for (const auto &[action, key] : keys) {
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetShortcut);
    }
    QAction *time =
        menu->addAction(theme::icon(u"clock"_s), tr("Go to &Time…"), this, &MainMenu::timeRequested);
    time->setShortcut(Qt::CTRL | Qt::Key_G);
}

void MainMenu::createStatusMenu(QMenu *menu, const Parts &parts)
{
    const QString names[statusKeys] = {tr("&All"), tr("&Pending"), tr("P&rocessing"), tr("&Completed"),
                                       tr("&Failed")};
    for (int line = 0; line < statusKeys; ++line) {
        QAction *action =
            menu->addAction(names[line], this, [line, search = parts.search, overview = parts.overview] {
                search->takeUp();
                overview->chooseStatus(line);
            });
        action->setShortcut(Qt::ALT | Qt::Key(Qt::Key_1 + line));
    }
}

void MainMenu::createHelpMenu()
{
    QMenu *help = addMenu(tr("&Help"));
    QAction *keys = help->addAction(theme::icon(u"help"_s), tr("&Keyboard Shortcuts"), this,
                                    [this] { dialogs::showShortcuts(window()); });
    keys->setShortcut(QKeySequence::HelpContents);
    help->addAction(theme::icon(u"about"_s), tr("&About Watchbill"), this,
                    [this] { dialogs::showAbout(window()); });
}

} // namespace watchbill
