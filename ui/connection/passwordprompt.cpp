// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "connection/passwordprompt.h"

#include "connection/passworddialog.h"
#include "live/openconnection.h"
#include "profile/secretstore.h"
#include "service/onfinished.h"

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

QString loginName(const ConnectionFields &fields)
{
    const QString user = fields.user.isEmpty() ? qEnvironmentVariable("PGUSER") : fields.user;
    return user.isEmpty() ? PasswordPrompt::tr("your login") : user;
}

QString serverName(const ConnectionFields &fields)
{
    const QString host = fields.host.isEmpty() ? qEnvironmentVariable("PGHOST") : fields.host;
    return host.isEmpty() || host.startsWith(u'/') ? PasswordPrompt::tr("this computer") : host;
}

} // namespace

PasswordPrompt::PasswordPrompt(OpenConnection &connection, SecretStore &secrets, QWidget *window)
    : m_connection(connection)
    , m_secrets(secrets)
    , m_window(window)
{
    const PasswordRequests &requests = connection.passwords();
    connect(&requests, &PasswordRequests::asked, this, &PasswordPrompt::ask);
    connect(&requests, &PasswordRequests::accepted, this,
            [this](Login login, const QString &password, bool isToBeKept) {
                m_secrets.setPassword(m_connection.profile().name, login, password,
                                      isToBeKept ? SecretStore::Keeping::Keyring
                                                 : SecretStore::Keeping::ThisRun);
            });
    if (requests.needed())
        ask(); // the server has answered already
}

void PasswordPrompt::ask()
{
    PasswordRequests &requests = m_connection.passwords();
    const ConnectionFields fields = requests.fields();
    m_dialog = new PasswordDialog(loginName(fields), serverName(fields), m_window);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    m_dialog->setProblem(requests.problem());
    if (!m_connection.profile().name.isEmpty()) {
        m_dialog->setWindowTitle(tr("Password for %1").arg(m_window->windowTitle()));
        onFinished(m_secrets.findKeyring(), m_dialog,
                   [dialog = m_dialog.get()](bool isThere) { dialog->setKeyring(isThere); });
    }
    connect(m_dialog, &QDialog::accepted, this,
            [this] { m_connection.passwords().give(m_dialog->password(), m_dialog->keepsPassword()); });
    connect(m_dialog, &QDialog::rejected, &requests, &PasswordRequests::decline);
    m_dialog->open();
}

} // namespace watchbill
