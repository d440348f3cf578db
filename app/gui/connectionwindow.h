// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "profile/connectionprofile.h"

#include <memory>

namespace watchbill {

class MainWindow;
class PasswordPrompt;
class SecretStore;
class TaskMonitor;
class TaskService;

/// One connection's window and what it stands on.
class ConnectionWindow
{
public:
    /// The profile has the passwords that are known. `title` is what stands on the bar; it may be empty.
    /// Not interactive: no password is asked for.
    ConnectionWindow(const ConnectionProfile &profile, const QString &title, SecretStore &secrets,
                     bool isAttended);
    ~ConnectionWindow();

    MainWindow *window() const { return m_window.get(); }
    TaskMonitor &monitor() const { return *m_monitor; }

    /// Without passwords, under the name that it has now.
    const ConnectionProfile &profile() const { return m_profile; }
    void setName(const QString &name);

    /// Another window has taken over this connection; this one is about to close.
    bool isReplaced() const { return m_isReplaced; }
    void closeAsReplaced();

    void askForPassword();

private:
    ConnectionProfile m_profile;
    bool m_isReplaced = false;
    // Destroyed from the last to the first.
    std::unique_ptr<TaskService> m_service;
    std::unique_ptr<TaskMonitor> m_monitor;
    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<PasswordPrompt> m_prompt;
};

} // namespace watchbill
