// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>
#include <QPointer>

namespace watchbill {

class OpenConnection;
class PasswordDialog;
class SecretStore;

/// Shows a dialog whenever a connection asks for a password. Accepted passwords go to the secret store.
class PasswordPrompt : public QObject
{
    Q_OBJECT

public:
    /// The dialog belongs to the window, which has to outlive this.
    PasswordPrompt(OpenConnection &connection, SecretStore &secrets, QWidget *window);

private:
    void ask();

    OpenConnection &m_connection;
    SecretStore &m_secrets;
    QWidget *m_window;
    QPointer<PasswordDialog> m_dialog;
};

} // namespace watchbill
