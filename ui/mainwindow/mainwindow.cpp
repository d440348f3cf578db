// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "mainwindow/mainwindow.h"

#include "connection/actingnotice.h"
#include "connection/connectionbar.h"
#include "connection/environmentlook.h"
#include "connection/lockbutton.h"
#include "detail/detailpanel.h"
#include "dialogs/help.h"
#include "dialogs/timedialog.h"
#include "live/taskmonitor.h"
#include "mainwindow/accessactions.h"
#include "mainwindow/mainmenu.h"
#include "mainwindow/statusline.h"
#include "mainwindow/taskactions.h"
#include "mainwindow/toolrow.h"
#include "overview/overviewpanel.h"
#include "search/filterchips.h"
#include "search/searchbar.h"
#include "service/taskservice.h"
#include "source/taskorder.h"
#include "table/tablepane.h"
#include "table/taskmenu.h"
#include "table/tasktablemodel.h"
#include "table/tasktableview.h"
#include "theme/icon.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QCloseEvent>
#include <QDockWidget>
#include <QShortcut>
#include <QToolBar>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace watchbill {

namespace {

constexpr QSize firstSize(1280, 800);
constexpr int reportDuration = 8'000; // milliseconds

QDockWidget *dock(const QString &title, const QString &name, QWidget *content)
{
    auto *dock = new QDockWidget(title);
    dock->setObjectName(name);
    dock->setWidget(content);
    dock->setFeatures(QDockWidget::DockWidgetClosable);
    dock->setTitleBarWidget(new QWidget); // the regions name themselves
    return dock;
}

// Also where the bar's colour is not seen, as in a list of windows.
QString titleOf(const ConnectionProfile &profile, const QString &name)
{
    if (!profile.name.isEmpty())
        return MainWindow::tr("%1 (%2)").arg(profile.name, EnvironmentLook::of(profile.environment).badge);
    return name.isEmpty() ? MainWindow::tr("Watchbill") : name;
}

} // namespace

MainWindow::MainWindow(TaskMonitor &monitor, const QString &name, QWidget *parent)
    : QMainWindow(parent)
    , m_monitor(monitor)
    , m_name(name)
    , m_settings(monitor.service().profile().name)
{
    showTitle();
    m_monitor.scheduler().setInterval(m_settings.interval());
    createRegions();
    createMenu();
    createTableKeys();
    connectRegions();
    resize(firstSize);
    restoreGeometry(m_settings.geometry());
    restoreState(m_settings.layout());
    if (const QByteArray columns = m_settings.columns(); !columns.isEmpty())
        m_table->view()->restoreLayout(columns);
    m_monitor.start(m_settings.query());
}

// A field that loses the focus with its window would still tell what was typed.
MainWindow::~MainWindow()
{
    m_search->ignoreTyping();
}

void MainWindow::createRegions()
{
    m_table = new TablePane(m_monitor);
    m_overview = new OverviewPanel(m_monitor);
    m_detail = new DetailPanel(m_monitor);
    m_actions = new TaskActions(m_monitor, m_table->view(), this);
    m_access = new AccessActions(m_monitor, m_table->view(), this);
    m_search = new SearchBar(m_monitor.queryState());
    m_tools = new ToolRow(m_monitor, m_search, m_actions->remove());
    m_status = new StatusLine(m_monitor, m_table->view());
    setStatusBar(m_status);

    auto *centre = new QWidget;
    auto *layout = new QVBoxLayout(centre);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_tools);
    auto *chipRow = new QWidget;
    auto *chipLayout = new QVBoxLayout(chipRow);
    chipLayout->setContentsMargins(10, 0, 10, 0);
    chipLayout->addWidget(new FilterChips(m_monitor.queryState(), chipRow));
    layout->addWidget(chipRow);
    layout->addSpacing(6);
    layout->addWidget(m_table, 1);
    setCentralWidget(centre);

    createConnectionBar();
    m_overviewDock = dock(tr("Overview"), u"overviewDock"_s, m_overview);
    m_detailDock = dock(tr("Details"), u"detailDock"_s, m_detail);
    addDockWidget(Qt::LeftDockWidgetArea, m_overviewDock);
    addDockWidget(Qt::BottomDockWidgetArea, m_detailDock);
    setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
}

void MainWindow::createConnectionBar()
{
    auto *top = new QToolBar(tr("Connection"));
    top->layout()->setContentsMargins(0, 0, 0, 0); // the environment's colour goes from edge to edge
    top->setObjectName(u"connectionToolBar"_s);
    top->setMovable(false);
    top->toggleViewAction()->setEnabled(false); // whose eyes one looks through is always said
    m_bar = new ConnectionBar(m_monitor, m_name);
    m_bar->addPart(new LockButton(m_monitor, m_access->lock(), m_access->lockMenu()));
    m_bar->addPart(new ActingNotice(m_monitor, m_access->stopActing()));
    top->addWidget(m_bar);
    addToolBar(top);
}

void MainWindow::createMenu()
{
    m_menu = new MainMenu({m_table->view(),
                           m_search,
                           m_overview,
                           m_tools,
                           m_actions,
                           m_access,
                           m_settings,
                           {m_overviewDock->toggleViewAction(), m_detailDock->toggleViewAction()}});
    setMenuBar(m_menu);
    connect(m_menu, &MainMenu::newConnectionRequested, this, &MainWindow::newConnectionRequested);
    connect(m_menu, &MainMenu::connectionRequested, this, &MainWindow::connectionRequested);
    connect(m_menu, &MainMenu::editRequested, this, &MainWindow::editRequested);
    connect(m_menu, &MainMenu::closeRequested, this, &QWidget::close);
    connect(m_menu, &MainMenu::clearFiltersRequested, this, &MainWindow::clearFilters);
    connect(m_menu, &MainMenu::timeRequested, this, &MainWindow::goToTime);
}

void MainWindow::goToTime()
{
    auto *dialog = new TimeDialog(m_monitor.query().sort, m_monitor.serverNow(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &TimeDialog::chosen, this, [this](const Timestamp &time) {
        m_monitor.goToTime(time);
        m_table->view()->setFocus();
    });
    dialog->open();
}

// Keys that are ordinary characters belong to the table alone.
void MainWindow::createTableKeys()
{
    const auto key = [this](const QKeySequence &sequence, auto function) {
        auto *shortcut = new QShortcut(sequence, m_table->view());
        shortcut->setContext(Qt::WidgetShortcut);
        connect(shortcut, &QShortcut::activated, this, function);
    };
    key(Qt::Key_Space, [this] { m_tools->pause()->toggle(); });
    key(Qt::Key_Slash, [this] { m_search->focusText(); });
    key(Qt::Key_Question, [this] { dialogs::showShortcuts(this); });
}

void MainWindow::connectRegions()
{
    TaskTableView *view = m_table->view();
    connect(m_search, &SearchBar::left, view, qOverload<>(&QWidget::setFocus));
    connect(m_table, &TablePane::clearFiltersRequested, this, &MainWindow::clearFilters);
    connect(m_table, &TablePane::connectionRequested, this, &MainWindow::connectionRequested);
    connect(m_table, &TablePane::passwordRequested, this, &MainWindow::passwordRequested);
    connect(m_table->model(), &TaskTableModel::sortRequested, this, &MainWindow::askSort);
    connect(&m_monitor.queryState(), &QueryState::changed, view,
            [this, view] { view->showSort(m_monitor.query().sort); });

    connect(view, &TaskTableView::currentTaskChanged, this,
            [this, view] { m_detail->setTask(view->currentTask()); });
    connect(view, &TaskTableView::activatedTask, this, [this] { showDetails(true); });
    connect(view, &TaskTableView::menuRequested, this, &MainWindow::showTaskMenu);
    connect(m_actions, &TaskActions::began, this,
            [this](const QString &sentence) { m_status->showMessage(sentence); }); // until its outcome
    connect(m_actions, &TaskActions::reported, this,
            [this](const QString &sentence) { m_status->showMessage(sentence, reportDuration); });

    connect(m_access, &AccessActions::reported, this,
            [this](const QString &sentence) { m_status->showMessage(sentence, reportDuration); });

    connect(&m_monitor, &TaskMonitor::stateChanged, this, &MainWindow::showState);
    connect(&m_monitor.types(), &AnyReading::changed, this,
            [this] { m_search->setTypes(m_monitor.types().value_or(QStringList())); });
    connect(&m_monitor.users(), &AnyReading::changed, this,
            [this] { m_search->setUsers(m_monitor.users().value_or(QStringList())); });
    for (const auto signal : {&TaskMonitor::stateChanged, &TaskMonitor::refreshed})
        connect(&m_monitor, signal, this, &MainWindow::checkSettled);
    connect(&m_monitor.counts(), &AnyReading::changed, this, &MainWindow::checkSettled);
    connect(&m_monitor.types(), &AnyReading::changed, this, &MainWindow::checkSettled);
}

void MainWindow::clearFilters()
{
    m_monitor.queryState().askFilter({});
}

// A column that the table does not have cannot be sorted by: the arrow goes back.
void MainWindow::askSort(const TaskSort &sort)
{
    const auto &source = m_monitor.source();
    if (source && !taskorder::canSort(*source, sort.field))
        m_table->view()->showSort(m_monitor.query().sort);
    else
        m_monitor.queryState().askSort(sort);
}

void MainWindow::showTaskMenu(const QModelIndex &index, const QPoint &position)
{
    const auto column = Column(index.column());
    auto *open = new QAction(theme::icon(u"details"_s), tr("&Open Details"));
    auto *copyValue = new QAction(theme::icon(u"copy"_s), tr("Copy &Value"));
    const QString value = index.data(TaskTableModel::ValueRole).toString();
    copyValue->setEnabled(!value.isEmpty());
    auto *menu = new TaskMenu(m_table->model()->task(index.row()), column,
                              {open, nullptr, copyValue, m_actions->copyId(), m_actions->copyRow(),
                               m_actions->copyJson(), m_actions->copySql(), nullptr, m_actions->exportTasks(),
                               m_actions->remove(), nullptr, m_access->actAsThisUser()},
                              this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    open->setParent(menu);
    copyValue->setParent(menu);
    connect(open, &QAction::triggered, this, [this] { showDetails(true); });
    connect(copyValue, &QAction::triggered, this, [value] { QApplication::clipboard()->setText(value); });
    connect(menu, &TaskMenu::changeRequested, this, [this](const TaskMenu::Change &change) {
        m_monitor.queryState().askFilter(change(m_monitor.query().filter));
    });
    menu->popup(position);
}

void MainWindow::showDetails(bool visible)
{
    m_detailDock->setVisible(visible);
    if (visible)
        m_detailDock->raise();
}

void MainWindow::setName(const QString &name)
{
    m_name = name;
    m_settings.setProfileName(m_monitor.service().profile().name);
    m_bar->setName(name);
    showTitle();
}

QMenu *MainWindow::openMenu() const
{
    return m_menu->openMenu();
}

// A connection without a name gets one. Whose eyes are borrowed is said wherever the window is seen.
void MainWindow::showTitle()
{
    const auto &source = m_monitor.source();
    const ConnectionProfile &profile = m_monitor.service().profile();
    QString title = titleOf(profile, m_name);
    if (profile.name.isEmpty() && m_name.isEmpty() && source)
        title = tr("%1.%2 in %3").arg(source->schema, source->table, source->server.database);
    if (source && source->viewpoint.actingAs)
        title = tr("%1 – %2").arg(ActingNotice::wordsFor(*source->viewpoint.actingAs), title);
    setWindowTitle(title);
}

// A filter that was refused is marked where it was typed.
void MainWindow::showState()
{
    showTitle();
    const auto &error = m_monitor.error();
    m_search->setProblem(error && error->kind == TaskError::Kind::InvalidInput ? error->message : QString());
}

void MainWindow::saveSettings()
{
    m_settings.setGeometry(saveGeometry());
    m_settings.setLayout(saveState());
    m_settings.setColumns(m_table->view()->saveLayout());
    m_settings.setInterval(m_monitor.scheduler().interval());
    m_settings.setQuery(m_monitor.query());
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    saveSettings();
    QMainWindow::closeEvent(event);
    Q_EMIT closed();
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::WindowStateChange || event->type() == QEvent::ActivationChange)
        noteVisibility();
}

void MainWindow::showEvent(QShowEvent *event)
{
    QMainWindow::showEvent(event);
    noteVisibility();
}

void MainWindow::hideEvent(QHideEvent *event)
{
    QMainWindow::hideEvent(event);
    noteVisibility();
}

void MainWindow::noteVisibility()
{
    m_monitor.scheduler().setVisible(isVisible() && !isMinimized());
    if (isActiveWindow())
        m_monitor.scheduler().stir();
}

void MainWindow::checkSettled()
{
    const bool hasAll = m_monitor.feed().hasPage() && m_monitor.counts() && m_monitor.types();
    if (m_isSettled || (!hasAll && !m_monitor.error()))
        return;
    m_isSettled = true;
    Q_EMIT settled();
}

} // namespace watchbill
