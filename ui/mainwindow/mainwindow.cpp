// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "mainwindow/mainwindow.h"

#include "connection/environmentlook.h"
#include "connection/viewasnotice.h"
#include "live/openconnection.h"
#include "mainwindow/mainmenu.h"
#include "overview/viewactions.h"
#include "pane/changeactions.h"
#include "pane/statusline.h"
#include "pane/taskactions.h"
#include "pane/taskpane.h"
#include "profile/connectionfields.h"
#include "search/searchbar.h"
#include "settings/windowlayout.h"
#include "theme/focusmark.h"
#include "views/savedviews.h"

#include <QCloseEvent>
#include <QMessageBox>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

constexpr QSize firstSize(1280, 800);

// Also where the bar's colour is not seen, as in a list of windows.
QString titleOf(const OpenConnection &connection)
{
    const ConnectionProfile &profile = connection.profile();
    if (!profile.name.isEmpty())
        return MainWindow::tr("%1 (%2)").arg(profile.name, EnvironmentLook::of(profile.environment).badge);
    return connection.title();
}

// The server says which database it is, if it is reached.
QString placeOf(const ConnectionProfile &profile, const std::optional<TaskAccess> &access)
{
    const QString database = access
        ? access->server.database
        : ConnectionFields::fromText(profile.connection).value_or(ConnectionFields()).database;
    return database.isEmpty() ? profile.qualifiedTableName()
                              : MainWindow::tr("%1.%2 in %3").arg(profile.schema, profile.table, database);
}

} // namespace

MainWindow::MainWindow(OpenConnection &connection, Preferences &preferences, QWidget *parent)
    : QMainWindow(parent)
    , m_connection(connection)
    , m_pane(new TaskPane(connection, preferences))
{
    new theme::FocusMark(this);
    setCentralWidget(m_pane);
    setStatusBar(m_pane->status());
    createMenu(preferences);
    connect(m_pane, &TaskPane::settled, this, &MainWindow::settled);
    connect(m_pane, &TaskPane::progressed, this, &MainWindow::progressed);
    connect(m_pane, &TaskPane::connectionRequested, this, &MainWindow::connectionRequested);
    connect(&connection.monitor(), &TaskMonitor::stateChanged, this, &MainWindow::showTitle);
    connect(&connection, &OpenConnection::renamed, this, &MainWindow::showTitle);
    showTitle();
    resize(firstSize);
    const WindowLayout layout = WindowLayout::stored();
    restoreGeometry(layout.geometry);
    m_pane->restoreState(layout.regions);
}

// A field that loses the focus with its window would still tell what was typed.
MainWindow::~MainWindow()
{
    m_pane->search()->ignoreTyping();
}

void MainWindow::createMenu(Preferences &preferences)
{
    m_menu = new MainMenu(*m_pane, preferences);
    setMenuBar(m_menu);
    connect(m_menu, &MainMenu::newConnectionRequested, this, &MainWindow::newConnectionRequested);
    connect(m_menu, &MainMenu::connectionRequested, this, &MainWindow::connectionRequested);
    connect(m_menu, &MainMenu::editRequested, this, &MainWindow::editRequested);
    connect(m_menu, &MainMenu::closeRequested, this, &QWidget::close);
}

void MainWindow::showView(const SavedView &view)
{
    m_pane->views()->apply(view);
}

void MainWindow::disableEditing(const QString &reason)
{
    m_menu->disableEditing(reason);
}

QMenu *MainWindow::openMenu() const
{
    return m_menu->openMenu();
}

// A connection without a name gets one. A window that views as a user says so wherever its title is seen.
void MainWindow::showTitle()
{
    const auto access = m_connection.monitor().access();
    QString title = titleOf(m_connection);
    if (title.isEmpty())
        title = placeOf(m_connection.profile(), access);
    if (access && access->viewpoint.viewAs)
        title = tr("%1 – %2").arg(ViewAsNotice::wordsFor(*access->viewpoint.viewAs), title);
    setWindowTitle(title);
}

void MainWindow::saveSettings()
{
    WindowLayout{saveGeometry(), m_pane->saveState()}.store();
    m_pane->saveSettings();
}

// What was done until then stays done, and can be undone from the history.
void MainWindow::askToStop()
{
    auto *box = new QMessageBox(QMessageBox::Question, tr("Change under way"),
                                tr("Tasks are still being changed. Stop and close the window?"),
                                QMessageBox::Cancel, this);
    box->setObjectName(u"stopChange"_s);
    box->setInformativeText(tr("Changes made so far remain. You can undo them from the history."));
    QPushButton *stop = box->addButton(tr("Stop and Close"), QMessageBox::AcceptRole);
    box->setDefaultButton(QMessageBox::Cancel);
    box->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_pane->changes(), &ChangeActions::ended, box,
            &QMessageBox::reject); // there is nothing to ask any more
    connect(box, &QMessageBox::finished, this, [this, box, stop] {
        if (box->clickedButton() != stop)
            return;
        connect(m_pane->changes(), &ChangeActions::ended, this, &QWidget::close, Qt::QueuedConnection);
        m_pane->changes()->stop();
    });
    box->open();
}

void MainWindow::askToStopExport()
{
    auto *box = new QMessageBox(QMessageBox::Question, tr("Export under way"),
                                tr("Tasks are still being exported. Stop and close the window?"),
                                QMessageBox::Cancel, this);
    box->setObjectName(u"stopExport"_s);
    box->setInformativeText(tr("No file will be written."));
    QPushButton *stop = box->addButton(tr("Stop and Close"), QMessageBox::AcceptRole);
    box->setDefaultButton(QMessageBox::Cancel);
    box->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_pane->actions(), &TaskActions::exportEnded, box, &QMessageBox::reject);
    connect(box, &QMessageBox::finished, this, [this, box, stop] {
        if (box->clickedButton() != stop)
            return;
        m_pane->actions()->disconnect(box); // which has had its answer
        m_pane->actions()->dropExports();
        QMetaObject::invokeMethod(this, &QWidget::close, Qt::QueuedConnection);
    });
    box->open();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (m_pane->changes()->isBusy()) {
        event->ignore();
        if (!findChild<QMessageBox *>(u"stopChange"_s))
            askToStop();
        return;
    }
    if (m_pane->actions()->isExporting()) {
        event->ignore();
        if (!findChild<QMessageBox *>(u"stopExport"_s))
            askToStopExport();
        return;
    }
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
    RefreshScheduler &scheduler = m_connection.monitor().scheduler();
    scheduler.setVisible(isVisible() && !isMinimized());
    if (!isActiveWindow())
        return;
    scheduler.stir();
    m_pane->views()->views().reload(); // another program may have changed them meanwhile
}

} // namespace watchbill
