// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "connection/passwordprompt.h"

#include "connection/passworddialog.h"
#include "live/taskmonitor.h"
#include "profile/connectionfields.h"
#include "profile/secretstore.h"
#include "service/onfinished.h"
#include "service/taskservice.h"
#include "task/taskerror.h"

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

using State = TaskMonitor::State;

ConnectionFields fieldsOf(const ConnectionProfile &profile, Login login)
{
    const QString &connection = login == Login::Regular ? profile.connection : profile.serviceConnection;
    return ConnectionFields::fromText(connection).value_or(ConnectionFields());
}

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

PasswordPrompt::PasswordPrompt(TaskMonitor &monitor, SecretStore &secrets, QWidget *window)
    : m_monitor(monitor)
    , m_secrets(secrets)
    , m_window(window)
{
    connect(&monitor, &TaskMonitor::stateChanged, this, &PasswordPrompt::noteState);
    noteState(); // the server may have answered already
}

void PasswordPrompt::noteState()
{
    if (m_dialog)
        return;
    const auto &error = m_monitor.error();
    const auto &source = m_monitor.source();
    if (m_monitor.state() == State::Refused) {
        if (error && needsPassword(*error) && !m_declined.contains(Login::Regular))
            ask(Login::Regular);
    } else if (m_monitor.state() == State::Live && source) {
        keep(Login::Regular);
        if (!source->viewpoint.serviceNeedsPassword)
            keep(Login::Service);
        else if (!m_declined.contains(Login::Service))
            ask(Login::Service);
    }
}

void PasswordPrompt::askAgain()
{
    m_declined.clear();
    noteState();
}

QString PasswordPrompt::problemOf(Login login) const
{
    if (m_given.contains(login))
        return tr("The server did not accept this password. Try again.");
    return fieldsOf(m_monitor.service().profile(), login).password.isEmpty()
        ? QString()
        : tr("The server did not accept the saved password.");
}

void PasswordPrompt::ask(Login login)
{
    const ConnectionFields fields = fieldsOf(m_monitor.service().profile(), login);
    m_dialog = new PasswordDialog(loginName(fields), serverName(fields), m_window);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    m_dialog->setProblem(problemOf(login));
    if (!m_monitor.service().profile().name.isEmpty()) {
        m_dialog->setWindowTitle(tr("Password for %1").arg(m_window->windowTitle()));
        onFinished(m_secrets.findKeyring(), m_dialog,
                   [dialog = m_dialog.get()](bool isThere) { dialog->setKeyring(isThere); });
    }
    connect(m_dialog, &QDialog::accepted, this, [this, login] { take(login); });
    connect(m_dialog, &QDialog::rejected, this, [this, login] {
        m_dialog.clear(); // it is about to go
        m_declined += login;
    });
    m_dialog->open();
}

void PasswordPrompt::take(Login login)
{
    m_given[login] = {m_dialog->password(), m_dialog->keepsPassword()};
    m_dialog.clear();
    m_monitor.service().setPassword(login, m_given[login].password);
    m_monitor.reconnect();
}

// Not before the server has accepted it.
void PasswordPrompt::keep(Login login)
{
    const QString name = m_monitor.service().profile().name;
    if (!m_given.contains(login) || name.isEmpty())
        return;
    const Given given = m_given.take(login);
    m_secrets.setPassword(name, login, given.password,
                          given.isToBeKept ? SecretStore::Keeping::Keyring : SecretStore::Keeping::ThisRun);
}

} // namespace watchbill
