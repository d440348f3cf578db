// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "live/passwordrequests.h"

#include "live/taskmonitor.h"
#include "service/taskservice.h"
#include "task/taskerror.h"

#include <utility>

namespace watchbill {

using State = TaskMonitor::State;

PasswordRequests::PasswordRequests(TaskMonitor &monitor)
    : m_monitor(monitor)
{
    connect(&monitor, &TaskMonitor::stateChanged, this, &PasswordRequests::noteState);
}

void PasswordRequests::noteState()
{
    if (m_needed)
        return;
    const auto &error = m_monitor.error();
    const auto &source = m_monitor.source();
    if (m_monitor.state() == State::Refused) {
        if (error && needsPassword(*error) && !m_declined.contains(Login::Regular))
            ask(Login::Regular);
    } else if (m_monitor.state() == State::Live && source) {
        accept(Login::Regular);
        if (!source->viewpoint.serviceNeedsPassword)
            accept(Login::Service);
        else if (!m_declined.contains(Login::Service))
            ask(Login::Service);
    }
}

void PasswordRequests::ask(Login login)
{
    m_needed = login;
    Q_EMIT asked();
}

ConnectionFields PasswordRequests::fields() const
{
    const ConnectionProfile &profile = m_monitor.service().profile();
    const bool isService = m_needed == Login::Service;
    return ConnectionFields::fromText(isService ? profile.serviceConnection : profile.connection)
        .value_or(ConnectionFields());
}

QString PasswordRequests::problem() const
{
    if (!m_needed)
        return {};
    if (m_given.contains(*m_needed))
        return tr("The server did not accept this password. Try again.");
    return fields().password.isEmpty() ? QString() : tr("The server did not accept the saved password.");
}

void PasswordRequests::give(const QString &password, bool isToBeKept)
{
    const auto login = std::exchange(m_needed, std::nullopt);
    if (!login)
        return;
    m_given[*login] = {password, isToBeKept};
    m_monitor.service().setPassword(*login, password);
    m_monitor.reconnect();
}

void PasswordRequests::decline()
{
    if (const auto login = std::exchange(m_needed, std::nullopt))
        m_declined += *login;
}

void PasswordRequests::askAgain()
{
    m_declined.clear();
    noteState();
}

void PasswordRequests::accept(Login login)
{
    if (!m_given.contains(login) || m_monitor.service().profile().name.isEmpty())
        return;
    const Given given = m_given.take(login);
    Q_EMIT accepted(login, given.password, given.isToBeKept);
}

} // namespace watchbill
