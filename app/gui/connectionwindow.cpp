// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "connectionwindow.h"

#include "connection/passwordprompt.h"
#include "live/taskmonitor.h"
#include "mainwindow/mainwindow.h"
#include "service/taskservice.h"

namespace watchbill {

ConnectionWindow::ConnectionWindow(const ConnectionProfile &profile, const QString &title,
                                   SecretStore &secrets, bool isAttended)
    : m_profile(profile.withoutPasswords())
    , m_service(std::make_unique<TaskService>(profile))
    , m_monitor(std::make_unique<TaskMonitor>(*m_service))
    , m_window(std::make_unique<MainWindow>(*m_monitor, title))
{
    if (isAttended)
        m_prompt = std::make_unique<PasswordPrompt>(*m_monitor, secrets, m_window.get());
}

ConnectionWindow::~ConnectionWindow() = default;

void ConnectionWindow::setName(const QString &name)
{
    m_profile.name = name;
    m_service->setName(name);
    m_window->setName(name);
}

void ConnectionWindow::closeAsReplaced()
{
    m_isReplaced = true;
    m_window->close();
}

void ConnectionWindow::askForPassword()
{
    if (m_prompt)
        m_prompt->askAgain();
}

} // namespace watchbill
