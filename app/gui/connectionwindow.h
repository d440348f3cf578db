// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "profile/connectionprofile.h"

#include <memory>

namespace watchbill {

class MainWindow;
class OpenConnection;
class PasswordPrompt;
class SecretStore;
struct Preferences;

/// One connection and its window.
class ConnectionWindow
{
public:
    /// The profile has the passwords that are known. `title` is shown on the bar; it may be empty. Unattended: never
    /// asks for a password.
    ConnectionWindow(const ConnectionProfile &profile, const QString &title, Preferences &preferences,
                     SecretStore &secrets, bool isAttended);
    ~ConnectionWindow();

    MainWindow *window() const { return m_window.get(); }
    OpenConnection &connection() const { return *m_connection; }
    const ConnectionProfile &profile() const; // see OpenConnection::profile()

    /// Another window has taken over this connection; this one is about to close.
    bool isReplaced() const { return m_isReplaced; }
    void closeAsReplaced();

private:
    bool m_isReplaced = false;
    // Destroyed from the last to the first.
    std::unique_ptr<OpenConnection> m_connection;
    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<PasswordPrompt> m_prompt;
};

} // namespace watchbill
