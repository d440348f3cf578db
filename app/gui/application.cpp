// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "application.h"

#include "connectionwindow.h"
#include "filter/filterchanges.h"
#include "journal/withjournal.h"
#include "live/openconnection.h"
#include "mainwindow/mainwindow.h"
#include "profile/connectiondialog.h"
#include "profile/welcomewindow.h"
#include "service/onfinished.h"
#include "settings/connectionmemory.h"
#include "settings/earlierversions.h"
#include "startupmessage.h"
#include "theme/focusreturn.h"
#include "theme/icon.h"

#include <QApplication>
#include <QFileInfo>
#include <QMenu>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace watchbill {

Application::Application(const CommandLine &line)
    : m_line(line)
{
    takeOverEarlierSettings(m_store);
    if (line.query.zone)
        m_preferences.zone.set(line.query.zone->id());
    theme::apply(line.scheme.value_or(m_preferences.scheme.value()));
    QApplication::setWindowIcon(theme::programIcon());
    new theme::FocusReturn(this);
}

Application::~Application() = default;

void Application::start()
{
    switch (m_line.mode) {
    case CommandLine::Mode::Demo:
        startDemo();
        break;
    case CommandLine::Mode::Connect:
        if (m_line.profile.name.isEmpty())
            connectTo(m_line.profile);
        else
            openWithSecrets(m_line.profile);
        break;
    case CommandLine::Mode::Welcome:
        startWithLast();
        break;
    }
}

// Holding Shift asks to choose; so does having last used a connection that is not saved.
void Application::startWithLast()
{
    const bool wantsChoice =
        isAttended() && QGuiApplication::queryKeyboardModifiers().testFlag(Qt::ShiftModifier);
    const QString name = m_last.profileName();
    const auto last = name.isEmpty() ? m_last.unnamed() : std::nullopt;
    if (!name.isEmpty() && !wantsChoice) {
        if (const auto profile = m_store.profile(name)) {
            openWithSecrets(*profile);
            return;
        }
    }
    if (isAttended())
        showWelcome();
    else if (last)
        connectTo(*last);
    else // there is no dialog to choose one in
        QTimer::singleShot(0, this,
                           [this] { end(tr("Nothing to show: give --connection, --profile or --demo.")); });
}

WelcomeWindow *Application::welcome()
{
    if (m_welcome)
        return m_welcome.get();
    m_welcome = std::make_unique<WelcomeWindow>(m_store, m_secrets);
    m_welcome->setStates(states());
    m_welcome->setUnnamed(m_last.unnamed());
    m_welcome->load(m_last.profileName());
    if (m_line.size)
        m_welcome->resize(*m_line.size);
    connect(m_welcome.get(), &WelcomeWindow::demoRequested, this, &Application::startDemo);
    connect(m_welcome.get(), &WelcomeWindow::openRequested, this, &Application::openNamed);
    connect(m_welcome.get(), &WelcomeWindow::connectRequested, this, &Application::connectTo);
    connect(m_welcome.get(), &WelcomeWindow::renamed, this, &Application::rename);
    connect(m_welcome.get(), &WelcomeWindow::changed, this, &Application::follow);
    connect(m_welcome.get(), &WelcomeWindow::removed, this,
            [](const QString &name) { ConnectionMemory(name).forget(); });
    return m_welcome.get();
}

void Application::showWelcome()
{
    welcome()->setStates(states());
    OpenWindows::bringToFront(welcome());
}

QMap<QString, ProfileState> Application::states() const
{
    const auto profiles = m_store.profiles();
    QStringList names{QString()}; // the one that has none
    for (const ConnectionProfile &profile : profiles.value_or(QVector<ConnectionProfile>()))
        names += profile.name;
    QMap<QString, ProfileState> states;
    for (const QString &name : names) {
        const ConnectionMemory memory(name);
        const ConnectionWindow *opened = name.isEmpty() ? nullptr : m_windows.ofConnection(name);
        const bool isOpen = opened && opened->window()->isVisible(); // one that is closed goes a moment later
        states[name] = {isOpen, memory.lastOpened(), memory.problem()};
    }
    return states;
}

void Application::hideWelcome()
{
    if (!m_welcome)
        return;
    m_welcome->hide();
    m_welcome.release()->deleteLater(); // it may be the sender
}

void Application::startDemo()
{
    if (m_demoWindow) {
        OpenWindows::bringToFront(m_demoWindow->window());
        hideWelcome();
        return;
    }
    if (!m_demo) {
        m_demo = std::make_unique<Demo>();
        connect(m_demo.get(), &Demo::started, this, &Application::showDemo);
        connect(m_demo.get(), &Demo::failed, this, &Application::demoFailed);
    }
    if (isAttended())
        showWelcome();
    if (m_welcome)
        m_welcome->showProgress(
            tr("Starting a private PostgreSQL with simulated tasks. The first start takes a few "
               "seconds…"));
    m_demo->start();
}

void Application::demoFailed(const TaskError &error)
{
    m_demo.release()->deleteLater(); // it is the sender
    if (isAttended()) {
        showWelcome();
        m_welcome->showError(error.message);
    } else {
        end(error.message);
    }
}

void Application::showDemo(const ConnectionProfile &profile)
{
    m_demoWindow = add(profile, tr("Demo"));
    m_demoWindow->window()->disableEditing(
        tr("The demo's connection cannot be edited: it ends with this window."));
    show(m_demoWindow);
}

void Application::openNamed(const QString &name)
{
    if (const ConnectionWindow *there = m_windows.ofConnection(name)) {
        OpenWindows::bringToFront(there->window());
        hideWelcome();
        return;
    }
    if (const auto profile = m_store.profile(name)) {
        openWithSecrets(*profile);
    } else {
        showWelcome();
        m_welcome->load();
        m_welcome->showError(profile.error().message);
    }
}

// A keyring that stays locked is no reason not to try: the server says whether it needs a password.
void Application::openWithSecrets(const ConnectionProfile &profile)
{
    if (m_welcome)
        m_welcome->showProgress(tr("Waiting for the keyring…"));
    using Password = Result<std::optional<QString>>;
    onFinished(m_secrets.password(profile.name, Login::Regular), this,
               [this, profile](const Password &regular) {
                   onFinished(m_secrets.password(profile.name, Login::Service), this,
                              [this, profile, regular](const Password &service) {
                                  connectTo(profile.withPasswords(regular.value_or(std::nullopt),
                                                                  service.value_or(std::nullopt)));
                              });
               });
}

// A connection that is already open may have been changed: its window is replaced.
void Application::connectTo(const ConnectionProfile &profile)
{
    ConnectionWindow *former = profile.name.isEmpty() ? nullptr : m_windows.ofConnection(profile.name);
    if (former)
        former->window()->saveSettings();
    ConnectionWindow *opened = add(profile, profile.name);
    remember(opened);
    rememberOutcome(opened);
    show(opened);
    if (former)
        former->closeAsReplaced();
}

// What was used last opens again; the demo never does.
void Application::remember(const ConnectionWindow *used)
{
    if (used == m_demoWindow)
        return;
    m_last.setProfileName(used->profile().name);
    if (used->profile().name.isEmpty())
        m_last.setUnnamed(used->profile());
}

// What the list of connections tells of it later.
void Application::rememberOutcome(ConnectionWindow *opened)
{
    const TaskMonitor *monitor = &opened->connection().monitor();
    ConnectionMemory(opened->profile().name).setOpened(QDateTime::currentDateTimeUtc());
    connect(monitor, &TaskMonitor::stateChanged, this, [monitor, opened] {
        if (monitor->state() == TaskMonitor::State::Live)
            ConnectionMemory(opened->profile().name).setProblem({});
        else if (monitor->error())
            ConnectionMemory(opened->profile().name).setProblem(monitor->error()->message);
    });
}

ConnectionWindow *Application::add(const ConnectionProfile &profile, const QString &title)
{
    ConnectionWindow *opened = m_windows.add(
        std::make_unique<ConnectionWindow>(profile, title, m_preferences, m_secrets, isAttended()));
    wire(opened);
    m_windows.place(opened->window(), m_line.size, isAttended());
    keepJournalWithin();
    QueryState &query = opened->connection().query();
    const auto view = std::exchange(m_line.query.view, std::nullopt);
    if (view)
        opened->window()->showView(*view);
    if (const auto where = std::exchange(m_line.query.where, std::nullopt))
        query.askFilter(view ? filter::both(query.asked().filter, *where) : *where);
    if (const auto sort = std::exchange(m_line.query.sort, std::nullopt))
        query.askSort(*sort);
    QVector<QStringList> keys = query.asked().keys;
    for (const QStringList &key : std::exchange(m_line.keys, {})) {
        if (!keys.contains(key))
            keys += key;
    }
    query.askKeys(keys);
    return opened;
}

// Whether it could is told by the window of the history. Where there is no journal none is made.
void Application::keepJournalWithin() const
{
    const QString file = Journal::defaultFile();
    if (!QFileInfo::exists(file))
        return;
    withJournal(file, longWait,
                [days = m_preferences.journalDays.value(), bytes = m_preferences.journalBytes()](
                    Journal &journal) { return journal.keepWithin(days, bytes); });
}

void Application::show(ConnectionWindow *opened)
{
    opened->window()->show();
    hideWelcome();
}

void Application::wire(ConnectionWindow *opened)
{
    MainWindow *window = opened->window();
    window->installEventFilter(this);
    connect(window, &MainWindow::connectionRequested, this, &Application::showWelcome);
    connect(window, &MainWindow::newConnectionRequested, this, [this, window] { askFrom(window); });
    connect(window, &MainWindow::editRequested, this, [this, opened] { edit(opened); });
    connect(window, &MainWindow::closed, this, [this, opened] { close(opened); });
    connect(window, &MainWindow::progressed, this,
            [this, window](const std::optional<double> &share) { m_launcher.set(window, share); });
    connect(window, &QObject::destroyed, this, [this, window] { m_launcher.set(window, std::nullopt); });
    connect(window->openMenu(), &QMenu::aboutToShow, this,
            [this, menu = window->openMenu()] { fillOpenMenu(menu); });
    if (!isAttended())
        connect(window, &MainWindow::settled, this, [this, opened] { takeScreenshot(opened); });
}

bool Application::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::WindowActivate) {
        if (const ConnectionWindow *active = m_windows.of(watched))
            remember(active);
    }
    return QObject::eventFilter(watched, event);
}

// One without a name, as the command line gives it, begins as a new one that can be saved.
void Application::edit(const ConnectionWindow *opened)
{
    const QString name = opened->profile().name;
    const auto kept = name.isEmpty() ? Result<ConnectionProfile>(opened->profile()) : m_store.profile(name);
    if (!kept) {
        showWelcome();
        m_welcome->showError(kept.error().message);
        return;
    }
    ConnectionDialog *dialog = askFrom(opened->window());
    if (name.isEmpty())
        dialog->begin(*kept);
    else
        dialog->edit(*kept);
}

ConnectionDialog *Application::askFrom(MainWindow *window)
{
    auto *dialog = new ConnectionDialog(m_store, m_secrets, window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ConnectionDialog::saved, this, [this](const QString &name, const QString &formerName) {
        if (!formerName.isEmpty() && formerName != name)
            rename(name, formerName);
    });
    connect(dialog, &ConnectionDialog::connectRequested, this, &Application::connectTo);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { follow(dialog->keptName()); });
    dialog->open();
    return dialog;
}

void Application::rename(const QString &name, const QString &formerName)
{
    ConnectionMemory(name).takeOver(formerName);
    if (m_last.profileName() == formerName)
        m_last.setProfileName(name);
    if (ConnectionWindow *opened = m_windows.ofConnection(formerName))
        opened->connection().setName(name);
}

// What a window must not pass for, or may not change any more, does not wait for the next time. What it may from now
// on does: it was not asked for in this window.
void Application::follow(const QString &name)
{
    const ConnectionWindow *opened = name.isEmpty() ? nullptr : m_windows.ofConnection(name);
    const auto kept = m_store.profile(name);
    if (!opened || !kept)
        return;
    const ConnectionProfile &shown = opened->profile();
    const bool isOther =
        kept->environment != shown.environment && shown.environment != Environment::Production;
    if (isOther || (kept->readOnly && !shown.readOnly))
        openWithSecrets(*kept);
}

void Application::fillOpenMenu(QMenu *menu)
{
    QAction *all = menu->actions().constLast(); // the window's own
    for (QAction *action : menu->actions()) {
        if (action != all)
            delete action;
    }
    const auto profiles = m_store.profiles();
    for (const ConnectionProfile &profile : profiles.value_or(QVector<ConnectionProfile>())) {
        auto *action = new QAction(QString(profile.name).replace(u'&', "&&"_L1), menu);
        connect(action, &QAction::triggered, this, [this, name = profile.name] { openNamed(name); });
        menu->insertAction(all, action);
    }
    menu->insertSeparator(all);
}

// From within the window's own event: it is destroyed when that is over. The demo ends with its window.
void Application::close(ConnectionWindow *closed)
{
    QTimer::singleShot(0, this, [this, closed] {
        const bool wasDemo = closed == m_demoWindow;
        m_windows.remove(closed);
        if (wasDemo) {
            m_demoWindow = nullptr;
            m_demo.reset();
        }
    });
}

void Application::takeScreenshot(const ConnectionWindow *shown)
{
    // The answer has just come; the next round paints it.
    QTimer::singleShot(0, this, [this, shown] {
        QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest); // of what came with it
        const auto &error = shown->connection().monitor().error();
        if (!shown->window()->grab().save(m_line.screenshot, "PNG"))
            end(tr("Cannot write the screenshot to %1.").arg(m_line.screenshot));
        else if (error)
            end(error->message);
        else
            QApplication::quit();
    });
}

void Application::end(const QString &sentence)
{
    startupmessage::warn(sentence);
    QApplication::exit(1);
}

} // namespace watchbill
