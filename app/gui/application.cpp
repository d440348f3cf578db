// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "application.h"

#include "connection/welcomewindow.h"
#include "mainwindow/mainwindow.h"
#include "service/taskmonitor.h"
#include "service/taskservice.h"

#include <QApplication>
#include <QIcon>
#include <QTimer>

#include <algorithm>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace watchbill {

Application::Application(const CommandLine &line)
    : m_line(line)
{
    theme::apply(line.scheme.value_or(m_settings.scheme()));
    QApplication::setWindowIcon(QIcon(u":/icons/watchbill.svg"_s));
}

Application::~Application() = default;

void Application::start()
{
    switch (m_line.mode) {
    case CommandLine::Mode::Demo:
        startDemo();
        break;
    case CommandLine::Mode::Connect:
        connectTo(m_line.profile);
        break;
    case CommandLine::Mode::Welcome:
        if (m_line.screenshot.isEmpty())
            showWelcome();
        else if (m_settings.profile())
            connectTo(*m_settings.profile());
        else // nobody is there to type one
            QTimer::singleShot(
                0, this, [this] { end(tr("There is nothing to show yet: give --connection or --demo.")); });
        break;
    }
}

void Application::showWelcome()
{
    if (!m_welcome) {
        m_welcome = std::make_unique<WelcomeWindow>();
        if (const auto last = m_settings.profile())
            m_welcome->setProfile(*last);
        connect(m_welcome.get(), &WelcomeWindow::demoRequested, this, &Application::startDemo);
        connect(m_welcome.get(), &WelcomeWindow::connectRequested, this, &Application::connectTo);
    }
    m_welcome->show();
    m_welcome->raise();
    m_welcome->activateWindow();
}

void Application::startDemo()
{
    if (!m_demo) {
        m_demo = std::make_unique<Demo>();
        connect(m_demo.get(), &Demo::started, this, &Application::showDemo);
        connect(m_demo.get(), &Demo::failed, this, &Application::demoFailed);
    }
    if (m_line.screenshot.isEmpty())
        showWelcome();
    if (m_welcome)
        m_welcome->showProgress(
            tr("Starting a private PostgreSQL with simulated tasks. The first time takes some seconds…"));
    m_demo->start();
}

void Application::demoFailed(const TaskError &error)
{
    m_demo.release()->deleteLater(); // it is the sender
    if (m_line.screenshot.isEmpty()) {
        showWelcome();
        m_welcome->showError(error.message);
    } else {
        end(error.message);
    }
}

void Application::connectTo(const ConnectionProfile &profile)
{
    m_settings.setProfile(profile);
    open(profile, {});
}

void Application::showDemo(const ConnectionProfile &profile)
{
    open(profile, tr("Demo"));
    m_monitorings.back()->isDemo = true;
}

void Application::open(const ConnectionProfile &profile, const QString &name)
{
    auto monitoring = std::make_unique<Monitoring>();
    monitoring->service = std::make_unique<TaskService>(profile);
    monitoring->monitor = std::make_unique<TaskMonitor>(*monitoring->service);
    monitoring->window = std::make_unique<MainWindow>(*monitoring->monitor, name);
    MainWindow *window = monitoring->window.get();
    if (m_line.size)
        window->resize(*m_line.size);
    connect(window, &MainWindow::connectionRequested, this, &Application::showWelcome);
    connect(window, &MainWindow::closed, this, [this, window] { close(window); });
    if (!m_line.screenshot.isEmpty())
        connect(window, &MainWindow::settled, this, [this, one = monitoring.get()] { takeScreenshot(*one); });
    m_monitorings.push_back(std::move(monitoring));
    window->show();
    if (m_welcome) {
        m_welcome->hide();
        m_welcome.release()->deleteLater(); // it may be the sender
    }
}

// From within the window's own event: it is destroyed when that is over. The demo ends with its window.
void Application::close(MainWindow *window)
{
    QTimer::singleShot(0, this, [this, window] {
        const auto closed = std::find_if(m_monitorings.begin(), m_monitorings.end(),
                                         [window](const auto &one) { return one->window.get() == window; });
        const bool wasDemo = (*closed)->isDemo;
        m_monitorings.erase(closed);
        if (wasDemo)
            m_demo.reset();
    });
}

void Application::takeScreenshot(const Monitoring &monitoring)
{
    // The answer has just come; the next round paints it.
    QTimer::singleShot(0, this, [this, &monitoring] {
        const auto &error = monitoring.monitor->error();
        if (!monitoring.window->grab().save(m_line.screenshot, "PNG"))
            end(tr("The picture could not be written to %1.").arg(m_line.screenshot));
        else if (error)
            end(error->message);
        else
            QApplication::quit();
    });
}

void Application::end(const QString &sentence)
{
    std::fprintf(stderr, "watchbill: %s\n", qUtf8Printable(sentence));
    QApplication::exit(1);
}

} // namespace watchbill
