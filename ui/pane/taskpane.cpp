// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pane/taskpane.h"

#include "connection/connectionbar.h"
#include "connection/lockbutton.h"
#include "connection/viewasnotice.h"
#include "detail/detailpanel.h"
#include "dialogs/historydialog.h"
#include "dialogs/timedialog.h"
#include "dialogs/timerangedialog.h"
#include "filter/querytext.h"
#include "live/listplace.h"
#include "live/openconnection.h"
#include "overview/overviewpanel.h"
#include "overview/viewactions.h"
#include "pane/accessactions.h"
#include "pane/changeactions.h"
#include "pane/copyactions.h"
#include "pane/countnotices.h"
#include "pane/detailsactions.h"
#include "pane/firstanswers.h"
#include "pane/runline.h"
#include "pane/statusline.h"
#include "pane/tablesplit.h"
#include "pane/taskactions.h"
#include "pane/toolrow.h"
#include "pane/worklines.h"
#include "search/filterline.h"
#include "search/searchbar.h"
#include "settings/connectionmemory.h"
#include "settings/preferences.h"
#include "statement/taskorder.h"
#include "table/tablecolumns.h"
#include "table/tablepane.h"
#include "table/taskmenu.h"
#include "table/tasktablemodel.h"
#include "table/tasktableview.h"
#include "theme/announcer.h"
#include "theme/icon.h"
#include "timeline/timeline.h"
#include "write/runwork.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDockWidget>
#include <QPushButton>
#include <QTimeZone>
#include <QToolBar>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

QDockWidget *dock(const QString &title, const QString &name, QWidget *content)
{
    auto *dock = new QDockWidget(title);
    dock->setObjectName(name);
    dock->setWidget(content);
    dock->setFeatures(QDockWidget::DockWidgetClosable);
    dock->setTitleBarWidget(new QWidget); // the regions name themselves
    return dock;
}

} // namespace

TaskPane::TaskPane(OpenConnection &connection, Preferences &preferences, QWidget *parent)
    : QMainWindow(parent)
    , m_connection(connection)
    , m_monitor(connection.monitor())
    , m_preferences(preferences)
{
    setWindowFlags(Qt::Widget); // for its docks alone it is of this class
    createRegions();
    createTableKeys();
    connectTable();
    connectRegions();
    connectAnnouncer();
    connectWork();
    connectPreferences();
    const ConnectionMemory memory = ConnectionMemory::of(connection.profile());
    m_monitor.start(memory.query());
    if (const QByteArray columns = memory.columns(); !columns.isEmpty())
        view()->columns()->restore(columns); // with those of the query's keys
}

void TaskPane::saveSettings()
{
    ConnectionMemory memory = ConnectionMemory::of(m_connection.profile());
    memory.setColumns(view()->columns()->save());
    memory.setQuery(m_monitor.query());
    m_split->saveSettings();
}

void TaskPane::createRegions()
{
    m_table = new TablePane(m_monitor);
    m_views = new ViewActions(
        m_monitor, m_preferences.views, [this] { return view()->columns()->save(); }, this);
    m_overview = new OverviewPanel(m_monitor, *m_views);
    m_detail = new DetailPanel(m_monitor);
    m_work = new WorkLines;
    m_actions = new TaskActions(m_monitor, m_table->view(), *m_work, this);
    m_changes = new ChangeActions(m_connection, m_preferences, m_table->view(), this);
    m_copy = new CopyActions(m_monitor, m_table->view(), this);
    m_access = new AccessActions(m_connection, m_table->view(), this);
    m_search = new SearchBar(m_monitor);
    m_tools = new ToolRow(m_monitor, m_search, m_changes->remove());
    m_status = new StatusLine(m_monitor, m_table->view(), this);

    auto *centre = new QWidget;
    auto *layout = new QVBoxLayout(centre);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_tools);
    auto *filterLine = new FilterLine(m_monitor.queryState(), m_search->problem(), centre);
    connect(filterLine, &FilterLine::editRequested, m_search, &SearchBar::edit);
    auto *filterRow = new QHBoxLayout;
    filterRow->setContentsMargins(10, 0, 10, 0);
    filterRow->addWidget(filterLine, 1);
    filterRow->addWidget(m_table->newerButton());
    layout->addLayout(filterRow);
    layout->addSpacing(6);
    createTimeline();
    layout->addWidget(m_timeline);
    m_split = new TableSplit(m_table, m_detail, m_preferences);
    m_details = new DetailsActions(m_table->view(), m_split, m_detail, *m_copy, m_preferences, this);
    layout->addWidget(m_split, 1);
    m_table->addLine(m_work);
    m_table->addLine(m_changes->line());
    setCentralWidget(centre);

    createConnectionBar();
    m_overviewDock = dock(tr("Overview"), u"overviewDock"_s, m_overview);
    addDockWidget(Qt::LeftDockWidgetArea, m_overviewDock);
}

void TaskPane::createTimeline()
{
    m_timeline = new Timeline(m_monitor);
    m_timeline->setVisible(m_preferences.hasTimeline.value());
    m_timelineAction = new QAction(tr("Time&line"), this);
    m_timelineAction->setObjectName(u"timelineAction"_s);
    m_timelineAction->setCheckable(true);
    m_timelineAction->setChecked(m_preferences.hasTimeline.value());
    connect(m_timelineAction, &QAction::toggled, this,
            [this](bool isOn) { m_preferences.hasTimeline.set(isOn); });
    connect(&m_preferences.hasTimeline, &AnyPreference::changed, this, [this] {
        m_timeline->setVisible(m_preferences.hasTimeline.value());
        m_timelineAction->setChecked(m_preferences.hasTimeline.value());
    });
    connect(m_timeline, &Timeline::startRequested, this, [this] { view()->goToStart(); });
    const auto showPlace = [this] { m_timeline->setPlace(placeIn(m_monitor.feed(), {}).created); };
    connect(&m_monitor.feed(), &TaskFeed::viewportChanged, this, showPlace);
    connect(&m_monitor.feed(), &TaskFeed::finished, this, showPlace);
}

void TaskPane::createConnectionBar()
{
    auto *top = new QToolBar(tr("Connection"));
    top->layout()->setContentsMargins(0, 0, 0, 0); // the environment's colour goes from edge to edge
    top->setObjectName(u"connectionToolBar"_s);
    top->setMovable(false);
    top->toggleViewAction()->setEnabled(false); // which tasks are seen, and as whom, is always said
    auto *bar = new ConnectionBar(m_connection);
    bar->addPart(new LockButton(m_monitor, m_connection.lock(), m_access->lockMenu()));
    bar->addPart(new ViewAsNotice(m_monitor, m_access->stopViewAs()));
    top->addWidget(bar);
    addToolBar(top);
}

TaskTableView *TaskPane::view() const
{
    return m_table->view();
}

QList<QAction *> TaskPane::regionActions() const
{
    return {m_overviewDock->toggleViewAction(), m_timelineAction};
}

QList<QAction *> TaskPane::detailsActions() const
{
    return {m_split->showDetails(), m_details->enter(), m_details->leave()};
}

void TaskPane::goToTime()
{
    auto *dialog = new TimeDialog(m_monitor.query().sort, m_monitor.serverNow(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &TimeDialog::chosen, this, [this](const Timestamp &time) {
        m_monitor.goToTime(time);
        view()->setFocus();
    });
    dialog->open();
}

void TaskPane::chooseTimeRange()
{
    auto *dialog = new TimeRangeDialog(m_monitor.query().filter, m_monitor.serverNow(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &TimeRangeDialog::chosen, &m_monitor.queryState(), &QueryState::askFilter);
    dialog->open();
}

void TaskPane::showHistory()
{
    const auto here = [this] {
        return lineOf(m_monitor.source().value_or(TaskSource()), m_connection.profile().name);
    };
    if (!m_history) {
        m_history = new HistoryDialog(Journal::defaultFile(), here(), m_preferences, this);
        m_history->setAttribute(Qt::WA_DeleteOnClose);
        connect(m_history, &HistoryDialog::undoRequested, this,
                [this](qint64 run) { m_changes->askToUndo(run, m_history); });
        connect(m_history, &HistoryDialog::queryRequested, this, [this](const QString &query) {
            if (const auto filter = query::parse(query))
                m_monitor.queryState().askFilter(*filter);
        });
        connect(&m_monitor, &TaskMonitor::stateChanged, m_history,
                [this, here] { m_history->setHere(here()); });
    }
    m_history->show();
    m_history->raise();
    m_history->activateWindow();
}

// Keys that are ordinary characters belong to the table alone.
void TaskPane::createTableKeys()
{
    auto *find = new QAction(theme::icon(u"search"_s), tr("Find from the Table"), this);
    find->setShortcut(Qt::Key_Slash);
    connect(find, &QAction::triggered, m_search, &SearchBar::focusText);
    for (QAction *action : {m_tools->pause(), find}) {
        action->setShortcutContext(Qt::WidgetShortcut);
        view()->addAction(action);
    }
}

// What is selected stays selected.
void TaskPane::goToFirstRow()
{
    if (!view()->isVisible()) // otherwise it would later take the focus from a user who types
        return;
    if (view()->selection().isEmpty() && m_table->model()->rowCount() > 0)
        view()->setCurrentIndex(m_table->model()->index(std::max(0, view()->rowAt(0)), 0));
    view()->setFocus(Qt::ShortcutFocusReason);
}

void TaskPane::connectTable()
{
    connect(m_table, &TablePane::clearFiltersRequested, this, &TaskPane::clearFilters);
    connect(m_table, &TablePane::connectionRequested, this, &TaskPane::connectionRequested);
    connect(m_table, &TablePane::passwordRequested, &m_connection.passwords(), &PasswordRequests::askAgain);
    connect(m_table->model(), &TaskTableModel::sortRequested, this, &TaskPane::askSort);
    connect(&m_monitor.queryState(), &QueryState::changed, view(),
            [this] { view()->showSort(m_monitor.query().sort); });
    connect(view(), &TaskTableView::currentTaskChanged, this, &TaskPane::showSelection);
    connect(&m_monitor, &TaskMonitor::refreshed, this, &TaskPane::showSelection);
    for (const AnyReading *counts : {static_cast<const AnyReading *>(&m_monitor.counts()),
                                     static_cast<const AnyReading *>(&m_monitor.typeCounts()),
                                     static_cast<const AnyReading *>(&m_monitor.userCounts())})
        connect(counts, &AnyReading::changed, this, &TaskPane::showSelection);
    for (const AnyPreference *style : {static_cast<const AnyPreference *>(&m_preferences.timeStyle),
                                       static_cast<const AnyPreference *>(&m_preferences.dateStyle)})
        connect(style, &AnyPreference::changed, view()->columns(), &TableColumns::measure);
    connect(view(), &TaskTableView::keyRemoved, this, [this](const QStringList &path) {
        QVector<QStringList> keys = m_monitor.query().keys;
        keys.removeAll(path);
        const TaskQuery &query = m_monitor.query();
        m_monitor.queryState().ask({query.filter, query.sort.path == path ? TaskSort() : query.sort, keys});
    });
    connect(view(), &TaskTableView::menuRequested, this, &TaskPane::showTaskMenu);
}

void TaskPane::connectRegions()
{
    connect(m_search, &SearchBar::rangeRequested, this, &TaskPane::chooseTimeRange);
    connect(m_search, &SearchBar::left, this, [this] {
        if (view()->isVisible()) // otherwise it would later take the focus from a user who types
            view()->setFocus(Qt::ShortcutFocusReason);
    });
    connect(m_search, &SearchBar::wentDown, this, &TaskPane::goToFirstRow);
    connect(m_changes, &ChangeActions::reported, m_status, &StatusLine::report);
    connect(m_changes, &ChangeActions::detailsRequested, this, &TaskPane::showHistory);
    connect(m_actions, &TaskActions::reported, m_status, &StatusLine::report);
    connect(m_copy, &CopyActions::reported, m_status, &StatusLine::report);
    connect(m_detail, &DetailPanel::columnRequested, this, &TaskPane::addKey);
    connect(m_detail, &DetailPanel::reported, m_status, &StatusLine::report);
    connect(m_table, &TablePane::reported, m_status, &StatusLine::report);
    connect(m_views, &ViewActions::columnsChosen, view()->columns(), &TableColumns::restore);
    connect(m_views, &ViewActions::zoneChosen, this, [this](const QByteArray &zone) {
        m_preferences.zone.set(zone == QTimeZone::systemTimeZoneId() ? QByteArray() : zone);
    });
    connect(m_views, &ViewActions::reported, m_status, &StatusLine::report);
    connect(m_access, &AccessActions::reported, m_status, &StatusLine::report);
    connect(&m_monitor, &TaskMonitor::tableChanged, m_status, &StatusLine::report);

    connect(&m_monitor, &TaskMonitor::stateChanged, this, &TaskPane::showProblem);
    connect(new FirstAnswers(m_monitor, this), &FirstAnswers::arrived, this, &TaskPane::settled);
}

void TaskPane::connectAnnouncer()
{
    auto *announcer = new Announcer(this);
    connect(m_table, &TablePane::told, announcer, &Announcer::tell);
    connect(m_status, &StatusLine::reported, announcer, &Announcer::tell);
    connect(m_changes->line(), &RunLine::ended, announcer, &Announcer::tell);
    new CountNotices(m_monitor, *m_work, *announcer, this);
}

// A run shows its progress beside other work.
void TaskPane::connectWork()
{
    connect(m_changes->line(), &RunLine::progressed, this, &TaskPane::progressed);
    connect(m_work, &WorkLines::progressed, this, [this](const std::optional<double> &share) {
        if (!m_changes->isBusy())
            Q_EMIT progressed(share);
    });
}

void TaskPane::connectPreferences()
{
    const auto showTimes = [this] {
        view()->updateRows();
        m_detail->showTimes();
        m_status->update();
    };
    connect(&m_preferences.timeStyle, &AnyPreference::changed, this, showTimes);
    connect(&m_preferences.dateStyle, &AnyPreference::changed, this, showTimes);
    connect(&m_preferences.zone, &AnyPreference::changed, this, [this, showTimes] {
        m_monitor.reload();
        showTimes();
    });

    connect(&m_preferences.stuckAfter, &AnyPreference::changed, &m_monitor, &TaskMonitor::reload);
    connect(&m_preferences.stuckAfter, &AnyPreference::changed, view(), &TaskTableView::updateRows);

    const auto showRows = [this] {
        view()->setCompact(m_preferences.density.value() == Density::Compact);
        m_table->model()->setFixedIds(m_preferences.hasFixedIds.value());
    };
    connect(&m_preferences.density, &AnyPreference::changed, this, showRows);
    connect(&m_preferences.hasFixedIds, &AnyPreference::changed, this, showRows);
    showRows();

    RefreshScheduler &scheduler = m_monitor.scheduler();
    const auto followInterval = [this, &scheduler] { scheduler.setInterval(m_preferences.interval.value()); };
    connect(&m_preferences.interval, &AnyPreference::changed, this, followInterval);
    followInterval();
    connect(&scheduler, &RefreshScheduler::changed, this,
            [this, &scheduler] { m_preferences.interval.set(scheduler.interval()); });
}

void TaskPane::clearFilters()
{
    m_monitor.queryState().askFilter({});
    m_search->reset();
}

// A column that the table does not have cannot be sorted by: the arrow goes back.
void TaskPane::askSort(const TaskSort &sort)
{
    const auto &source = m_monitor.source();
    if (source && !taskorder::canSort(*source, sort))
        view()->showSort(m_monitor.query().sort);
    else
        m_monitor.queryState().askSort(sort);
}

void TaskPane::addKey(const QStringList &path)
{
    QVector<QStringList> keys = m_monitor.query().keys;
    if (keys.contains(path))
        return;
    keys += path;
    m_monitor.queryState().askKeys(keys);
}

void TaskPane::showTaskMenu(const QModelIndex &index, const QPoint &position)
{
    auto *open = new QAction(theme::icon(u"details"_s), tr("&Open Details"));
    auto *copyCell = new QAction(theme::icon(u"copy"_s), tr("Copy &Cell"));
    const QString value = index.data(TaskTableModel::ValueRole).toString();
    copyCell->setEnabled(!value.isEmpty());
    auto *copyAs = new QMenu(tr("Copy A&s"));
    copyAs->addActions(m_copy->forms());
    auto *menu =
        new TaskMenu(m_table->model()->task(index.row()), m_table->model()->cell(index.column()),
                     m_table->model()->keyValue(index),
                     QList<QAction *>{open, nullptr, copyCell} + m_copy->parts()
                         + QList<QAction *>{copyAs->menuAction(), nullptr, m_actions->exportTasks(), nullptr,
                                            m_changes->setStatus(), m_changes->runAgain(),
                                            m_changes->remove(), nullptr, m_access->viewAsThisUser()},
                     this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    open->setParent(menu);
    copyCell->setParent(menu);
    connect(menu, &QObject::destroyed, copyAs, &QObject::deleteLater);
    connect(open, &QAction::triggered, m_split, &TableSplit::open);
    connect(copyCell, &QAction::triggered, this, [this, value] {
        QApplication::clipboard()->setText(value);
        m_status->report(tr("Copied the cell."));
    });
    connect(menu, &TaskMenu::changeRequested, this, [this](const TaskMenu::Change &change) {
        m_monitor.queryState().askFilter(change(m_monitor.query().filter));
    });
    menu->popup(position);
}

void TaskPane::showSelection()
{
    const Selection selection = view()->selection();
    const auto current = view()->currentTask();
    m_detail->setSelection(selection, current);
    if (!selection.isEmpty() || current)
        m_split->openForTask();
    else
        m_split->dropOpening();
}

// A filter that was refused is marked where it was typed.
void TaskPane::showProblem()
{
    const auto &error = m_monitor.error();
    m_search->setRefused(error && error->kind == TaskError::Kind::InvalidInput);
}

} // namespace watchbill
