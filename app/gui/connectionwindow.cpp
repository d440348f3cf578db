// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "connectionwindow.h"

#include "connection/passwordprompt.h"
#include "live/openconnection.h"
#include "mainwindow/mainwindow.h"

namespace watchbill {

ConnectionWindow::ConnectionWindow(const ConnectionProfile &profile, const QString &title,
                                   Preferences &preferences, SecretStore &secrets, bool isAttended)
    : m_connection(std::make_unique<OpenConnection>(profile, title))
    , m_window(std::make_unique<MainWindow>(*m_connection, preferences))
{
    if (isAttended)
        m_prompt = std::make_unique<PasswordPrompt>(*m_connection, secrets, m_window.get());
}

ConnectionWindow::~ConnectionWindow() = default;

const ConnectionProfile &ConnectionWindow::profile() const
{
    return m_connection->profile();
}

void ConnectionWindow::closeAsReplaced()
{
    m_isReplaced = true;
    m_window->close();
}

} // namespace watchbill
