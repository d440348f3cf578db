// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "postgres/connectionhandle.h"

#include "postgres/connectionsettings.h"
#include "postgres/libpqparameters.h"
#include "postgres/socket.h"

#include <libpq-fe.h>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace watchbill {

namespace {

using std::chrono::milliseconds;

// On top of what libpq allows for each host: looking up names, and the statements that Qt's driver sends at first.
constexpr auto openingGrace = 5s;

bool isLocal(const QString &host)
{
    return host.isEmpty() || host.startsWith(u'/') || host.startsWith(u'@');
}

// The server answers this without a login.
QMap<QString, QString> withoutLogin(QMap<QString, QString> values)
{
    values.remove(u"password"_s);
    values.remove(u"sslpassword"_s);
    values.insert(u"connect_timeout"_s, u"3"_s);
    values.insert(u"target_session_attrs"_s, u"any"_s);
    return values;
}

// Nowhere if the person has said how long connecting may take: some servers are woken up by it.
QMap<QString, QString> serverToOpen(const ConnectionSettings &settings)
{
    const QString host = settings.value(settings.value(u"hostaddr"_s).isEmpty() ? u"host"_s : u"hostaddr"_s);
    if (isLocal(host) || !settings.value(u"connect_timeout"_s).isEmpty())
        return {};
    return withoutLogin(settings.valuesWithDefaults());
}

QMap<QString, QString> serverOf(const PGconn *connection, const ConnectionSettings &settings)
{
    const QString host = QString::fromUtf8(PQhost(connection));
    const QString address = QString::fromUtf8(PQhostaddr(connection));
    if (isLocal(host))
        return {};
    QMap<QString, QString> values = withoutLogin(settings.valuesWithDefaults());
    values.insert(u"host"_s, host);
    values.insert(u"port"_s, QString::fromUtf8(PQport(connection)));
    values.remove(u"hostaddr"_s);
    if (!address.isEmpty()) // so that no name has to be looked up
        values.insert(u"hostaddr"_s, address);
    return values;
}

// libpq's limit holds for each of several hosts; zero is none.
milliseconds longestOpening(const ConnectionSettings &settings)
{
    const int timeout = settings.valuesWithDefaults().value(u"connect_timeout"_s).toInt();
    if (timeout <= 0)
        return milliseconds::max();
    return std::chrono::seconds(std::max(timeout, 2)) * settings.hostCount() + openingGrace;
}

} // namespace

ConnectionHandle::ConnectionHandle() = default;

ConnectionHandle::~ConnectionHandle()
{
    socket::close(m_socket);
}

std::optional<ConnectionHandle::Wait> ConnectionHandle::wait() const
{
    const std::lock_guard lock(m_mutex);
    if (!m_wait)
        return std::nullopt;
    Wait wait = *m_wait;
    const auto waited = std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - m_since);
    wait.silence = std::min(waited, socket::silenceOf(m_socket).value_or(waited));
    return wait;
}

// Without the lock: telling the server may take long.
void ConnectionHandle::cancel()
{
    const auto cancel = [this] {
        const std::lock_guard lock(m_mutex);
        return m_cancel;
    }();
    char reason[256];
    // If it does not get through, the statement's own time limit ends it.
    if (cancel)
        PQcancel(cancel.get(), reason, sizeof reason);
}

void ConnectionHandle::breakOff(const TaskError &reason)
{
    const std::lock_guard lock(m_mutex);
    if (m_reason)
        return;
    m_reason = reason;
    socket::shutDown(m_socket);
}

void ConnectionHandle::renew()
{
    const std::lock_guard lock(m_mutex);
    m_reason.reset();
}

Result<void> ConnectionHandle::beginOpening(const ConnectionSettings &settings)
{
    const std::lock_guard lock(m_mutex);
    if (m_reason)
        return state();
    m_since = std::chrono::steady_clock::now();
    m_wait = Wait{true, 0ms, longestOpening(settings), serverToOpen(settings)};
    return {};
}

Result<void> ConnectionHandle::opened(pg_conn *connection, const ConnectionSettings &settings)
{
    const std::lock_guard lock(m_mutex);
    m_wait.reset();
    m_cancel = std::shared_ptr<pg_cancel>(PQgetCancel(connection), &PQfreeCancel);
    socket::close(std::exchange(m_socket, socket::duplicate(PQsocket(connection))));
    m_server = serverOf(connection, settings);
    return state();
}

Result<void> ConnectionHandle::beginStatement(milliseconds longestSilence)
{
    const std::lock_guard lock(m_mutex);
    if (m_reason)
        return state();
    m_since = std::chrono::steady_clock::now();
    m_wait = Wait{false, 0ms, longestSilence, m_server};
    return {};
}

Result<void> ConnectionHandle::endStatement()
{
    const std::lock_guard lock(m_mutex);
    m_wait.reset();
    return state();
}

void ConnectionHandle::closed()
{
    const std::lock_guard lock(m_mutex);
    m_wait.reset();
    m_cancel.reset();
    socket::close(std::exchange(m_socket, -1));
    m_server.clear();
}

Result<void> ConnectionHandle::state() const
{
    return m_reason ? Result<void>(Failure(*m_reason)) : Result<void>();
}

bool isServerReached(const QMap<QString, QString> &server)
{
    const LibpqParameters parameters(server);
    const PGPing ping = PQpingParams(parameters.keywords(), parameters.values(), 0);
    return ping == PQPING_OK || ping == PQPING_REJECT;
}

} // namespace watchbill
