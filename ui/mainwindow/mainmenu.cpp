// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "mainwindow/mainmenu.h"

#include "connection/lockmenu.h"
#include "dialogs/help.h"
#include "dialogs/shortcutlist.h"
#include "mainwindow/commandpalette.h"
#include "mainwindow/detailsmenu.h"
#include "mainwindow/preferencesdialog.h"
#include "mainwindow/thememenu.h"
#include "mainwindow/timesmenu.h"
#include "overview/overviewpanel.h"
#include "overview/statussection.h"
#include "overview/viewactions.h"
#include "pane/accessactions.h"
#include "pane/changeactions.h"
#include "pane/copyactions.h"
#include "pane/taskactions.h"
#include "pane/taskpane.h"
#include "pane/toolrow.h"
#include "search/searchbar.h"
#include "table/tablecolumns.h"
#include "table/tasktableview.h"
#include "theme/icon.h"

#include <QAction>
#include <QApplication>

using namespace Qt::StringLiterals;

namespace watchbill {

MainMenu::MainMenu(TaskPane &pane, Preferences &preferences)
    : m_pane(pane)
    , m_preferences(preferences)
{
    createFileMenu();
    createTaskMenu();
    createViewMenu();
    createHelpMenu();
}

void MainMenu::createFileMenu()
{
    QMenu *file = addMenu(tr("&File"));
    file->setToolTipsVisible(true); // why something cannot be done
    QAction *connection = file->addAction(theme::icon(u"connect"_s), tr("New &Connection…"), this,
                                          &MainMenu::newConnectionRequested);
    connection->setShortcut(QKeySequence::New);
    m_openMenu = file->addMenu(theme::icon(u"database"_s), tr("&Open Connection"));
    QAction *choose = m_openMenu->addAction(tr("&All Connections…"), this, &MainMenu::connectionRequested);
    choose->setShortcut(QKeySequence::Open);
    m_edit = file->addAction(theme::icon(u"settings"_s), tr("E&dit This Connection…"), this,
                             &MainMenu::editRequested);
    m_edit->setObjectName(u"editConnection"_s);
    file->addSeparator();
    QAction *preferences =
        file->addAction(theme::icon(u"settings"_s), tr("&Preferences…"), this, &MainMenu::showPreferences);
    preferences->setObjectName(u"preferencesAction"_s);
    preferences->setShortcut(QKeySequence(QKeySequence::Preferences).isEmpty()
                                 ? Qt::CTRL | Qt::Key_Comma
                                 : QKeySequence(QKeySequence::Preferences));
    file->addSeparator();
    file->addAction(m_pane.actions()->exportTasks());
    file->addSeparator();
    QAction *close =
        file->addAction(theme::icon(u"close"_s), tr("Close &Window"), this, &MainMenu::closeRequested);
    close->setShortcut(QKeySequence::Close);
    QAction *quit = file->addAction(tr("&Quit"), qApp, &QApplication::closeAllWindows);
    quit->setShortcut(QKeySequence::Quit);
}

void MainMenu::disableEditing(const QString &reason)
{
    m_edit->setEnabled(false);
    m_edit->setToolTip(reason);
}

void MainMenu::showPreferences()
{
    if (!m_dialog)
        m_dialog = new PreferencesDialog(m_preferences, window());
    m_dialog->show();
    m_dialog->raise();
    m_dialog->activateWindow();
}

void MainMenu::showPreference(int number)
{
    showPreferences();
    m_dialog->settings().at(number).field->setFocus();
}

void MainMenu::createTaskMenu()
{
    const TaskActions *actions = m_pane.actions();
    QMenu *tasks = addMenu(tr("&Tasks"));
    tasks->setToolTipsVisible(true); // why something cannot be done
    const CopyActions *copy = m_pane.copy();
    tasks->addActions(copy->parts());
    tasks->addMenu(tr("Copy A&s"))->addActions(copy->forms());
    tasks->addActions({copy->query(), actions->explain()});
    tasks->addSeparator();
    QAction *selectAll = tasks->addAction(tr("Select &All Shown"), m_pane.view(), &QTableView::selectAll);
    selectAll->setShortcut(QKeySequence::SelectAll);
    selectAll->setShortcutContext(Qt::WidgetShortcut); // the table has this key itself
    QAction *everything =
        tasks->addAction(tr("Select All That &Match"), m_pane.view(), &TaskTableView::selectEverything);
    everything->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_A);
    QAction *none = tasks->addAction(tr("Clear Selectio&n"), m_pane.view(), &TaskTableView::clearSelection);
    none->setShortcut(Qt::Key_Escape);
    none->setShortcutContext(Qt::WidgetShortcut); // the table has this key itself, too
    tasks->addSeparator();
    const ChangeActions *changes = m_pane.changes();
    tasks->addActions({changes->setStatus(), changes->runAgain(), changes->remove(), changes->undo()});
    QAction *history =
        tasks->addAction(theme::icon(u"clock"_s), tr("&History…"), &m_pane, &TaskPane::showHistory);
    history->setObjectName(u"historyAction"_s);
    history->setShortcut(Qt::CTRL | Qt::Key_H);
    tasks->addSeparator();
    tasks->addMenu(m_pane.access()->lockMenu());
}

void MainMenu::createViewMenu()
{
    QMenu *view = addMenu(tr("&View"));
    view->addActions({m_pane.tools()->refresh(), m_pane.tools()->pause()});
    view->addSeparator();
    QAction *find =
        view->addAction(theme::icon(u"search"_s), tr("&Find"), m_pane.search(), &SearchBar::focusText);
    find->setShortcut(QKeySequence::Find);
    QAction *clear = view->addAction(theme::icon(u"filter-clear"_s), tr("&Clear Filters"), &m_pane,
                                     &TaskPane::clearFilters);
    clear->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_F);
    view->addAction(m_pane.views()->save());
    view->addSeparator();
    createGoActions(view);
    view->addSeparator();
    view->addActions({m_pane.access()->viewAs(), m_pane.access()->stopViewAs()});
    view->addSeparator();
    createStatusMenu(view->addMenu(tr("&Status")));
    view->addSeparator();
    createColumnsMenu(view->addMenu(tr("Colum&ns")));
    view->addActions(m_pane.regionActions());
    view->addMenu(new DetailsMenu(m_pane.detailsActions(), m_preferences, view));
    view->addSeparator();
    view->addMenu(new TimesMenu(m_preferences, view));
    view->addMenu(new ThemeMenu(m_preferences, view));
    view->addSeparator();
    QAction *palette =
        view->addAction(theme::icon(u"search"_s), tr("C&ommands…"), this, &MainMenu::showCommands);
    palette->setObjectName(u"commandsAction"_s);
    palette->setShortcut(Qt::CTRL | Qt::Key_K);
}

void MainMenu::showCommands()
{
    QVector<Command> all = commands::of(*this);
    all.removeIf([this](const Command &command) { return command.action == sender(); });
    for (const SavedView &view : m_pane.views()->offered())
        all += Command{view.name, tr("Views"), {}, [views = QPointer(m_pane.views()), view] {
                           if (views)
                               views->apply(view);
                       }};
    const QVector<PreferencesDialog::Setting> settings = PreferencesDialog(m_preferences).settings();
    for (int i = 0; i < settings.size(); ++i)
        all += Command{settings[i].name, tr("Preferences"), {}, [menu = QPointer(this), i] {
                           if (menu)
                               menu->showPreference(i);
                       }};
    (new CommandPalette(all, window()))->open();
}

// Home and End are the table's own keys: elsewhere they move a text's cursor.
void MainMenu::createGoActions(QMenu *menu)
{
    QAction *start = menu->addAction(theme::icon(u"arrow-up"_s), tr("&Go to Start"), m_pane.view(),
                                     &TaskTableView::goToStart);
    QAction *end = menu->addAction(theme::icon(u"arrow-down"_s), tr("Go to &End"), m_pane.view(),
                                   &TaskTableView::goToEnd);
    const std::pair<QAction *, Qt::Key> keys[] = {{start, Qt::Key_Home}, {end, Qt::Key_End}};
    for (const auto &[action, key] : keys) {
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetShortcut);
    }
    QAction *time =
        menu->addAction(theme::icon(u"clock"_s), tr("Go to &Time…"), &m_pane, &TaskPane::goToTime);
    time->setShortcut(Qt::CTRL | Qt::Key_G);
}

void MainMenu::createColumnsMenu(QMenu *menu)
{
    const auto fill = [this, menu] {
        menu->clear();
        m_pane.view()->columns()->fillMenu(menu);
    };
    connect(menu, &QMenu::aboutToShow, this, fill);
    fill(); // searching for a command does not open the menu
}

void MainMenu::createStatusMenu(QMenu *menu)
{
    using Kind = TaskStatus::Kind;
    const std::pair<QString, std::optional<Kind>> statuses[] = {{tr("&All"), std::nullopt},
                                                                {tr("&Pending"), Kind::Pending},
                                                                {tr("P&rocessing"), Kind::Processing},
                                                                {tr("&Completed"), Kind::Completed},
                                                                {tr("&Failed"), Kind::Failed}};
    for (const auto &[name, kind] : statuses) {
        QAction *action = menu->addAction(name, this, [this, kind = kind] {
            m_pane.search()->takeUp();
            m_pane.overview()->chooseStatus(kind);
        });
        action->setShortcut(StatusSection::keyOf(kind));
    }
}

void MainMenu::createHelpMenu()
{
    QMenu *help = addMenu(tr("&Help"));
    QAction *queries = help->addAction(theme::icon(u"search"_s), tr("&Queries"), this,
                                       [this] { dialogs::showQueryHelp(window()); });
    queries->setShortcut(QKeySequence::HelpContents);
    QAction *shortcuts = help->addAction(theme::icon(u"help"_s), tr("&Keyboard Shortcuts"), this,
                                         [this] { dialogs::showShortcuts(window()); });
    shortcuts->setShortcut(Qt::Key_Question);
    shortcuts->setShortcutContext(Qt::WidgetShortcut); // elsewhere it is an ordinary character
    m_pane.view()->addAction(shortcuts);
    help->addAction(theme::icon(u"about"_s), tr("&About Watchbill"), this,
                    [this] { dialogs::showAbout(window()); });
}

} // namespace watchbill
