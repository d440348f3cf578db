// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "postgres/asyncconnection.h"

#include "postgres/connectionsettings.h"
#include "postgres/libpqparameters.h"
#include "postgres/servererror.h"

#include <QCoreApplication>
#include <QScopeGuard>

#include <libpq-fe.h>

#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace watchbill {

namespace {

constexpr auto answerLimit = 5s;
constexpr auto defaultOpeningLimit = 10s;

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::AsyncConnection)
};

} // namespace

AsyncConnection::AsyncConnection(QObject *parent)
    : QObject(parent)
{
    m_limit.setSingleShot(true);
    connect(&m_limit, &QTimer::timeout, this, [this] {
        breakOff({TaskError::Kind::Connection, Texts::tr("The server did not answer in time."), {}, {}});
    });
}

AsyncConnection::~AsyncConnection()
{
    close();
}

void AsyncConnection::open(const ConnectionSettings &settings)
{
    close();
    m_step = Step::Opening;
    m_report = {};
    const LibpqParameters parameters(settings.valuesWithDefaults());
    m_connection = PQconnectStartParams(parameters.keywords(), parameters.values(), 0);
    update(m_report, m_connection);
    if (PQstatus(m_connection) == CONNECTION_BAD) {
        failToOpen();
        return;
    }
    // What the server says besides would go to stderr.
    PQsetNoticeReceiver(
        m_connection, [](void *, const PGresult *) {}, nullptr);
    PQsetErrorVerbosity(m_connection, PQERRORS_VERBOSE); // with the SQLSTATE, which nothing else tells now
    m_limit.start(openingLimit(settings));
    watch(false, true);
}

// libpq leaves connect_timeout to the caller here. It holds for each of several hosts.
std::chrono::seconds AsyncConnection::openingLimit(const ConnectionSettings &settings) const
{
    const int timeout = settings.valuesWithDefaults().value(u"connect_timeout"_s).toInt();
    return (timeout > 0 ? std::chrono::seconds(timeout) : defaultOpeningLimit) * settings.hostCount();
}

void AsyncConnection::close()
{
    m_limit.stop();
    unwatch();
    PQfinish(std::exchange(m_connection, nullptr));
    m_step = Step::Closed;
    m_refusal.reset();
    m_value.clear();
}

void AsyncConnection::send(const QString &statements)
{
    Q_ASSERT(m_step == Step::Idle);
    m_step = Step::Asking;
    m_limit.start(answerLimit);
    // If it cannot be sent, the socket says so presently.
    PQsendQuery(m_connection, statements.toUtf8().constData());
    write();
}

void AsyncConnection::watch(bool reading, bool writing)
{
    const auto attend = [this](QSocketNotifier *&notifier, QSocketNotifier::Type type, auto function) {
        notifier = new QSocketNotifier(PQsocket(m_connection), type, this);
        connect(notifier, &QSocketNotifier::activated, this, function);
    };
    if (reading)
        attend(m_readable, QSocketNotifier::Read,
               m_step == Step::Opening ? &AsyncConnection::poll : &AsyncConnection::read);
    if (writing)
        attend(m_writable, QSocketNotifier::Write,
               m_step == Step::Opening ? &AsyncConnection::poll : &AsyncConnection::write);
}

// One of them may be telling of itself just now.
void AsyncConnection::unwatch()
{
    for (QSocketNotifier **notifier : {&m_readable, &m_writable}) {
        if (!*notifier)
            continue;
        (*notifier)->setEnabled(false);
        (*notifier)->disconnect(this);
        std::exchange(*notifier, nullptr)->deleteLater();
    }
}

void AsyncConnection::poll()
{
    unwatch(); // libpq may continue on another socket
    const LinkReport before = m_report;
    const PostgresPollingStatusType next = PQconnectPoll(m_connection);
    update(m_report, m_connection);
    switch (next) {
    case PGRES_POLLING_READING:
    case PGRES_POLLING_WRITING:
        watch(next == PGRES_POLLING_READING, next == PGRES_POLLING_WRITING);
        if (m_report != before)
            Q_EMIT progressed();
        break;
    case PGRES_POLLING_OK:
        PQsetnonblocking(m_connection, 1);
        PQsetErrorVerbosity(m_connection, PQERRORS_DEFAULT);
        becomeIdle();
        watch(true, false);
        Q_EMIT opened();
        break;
    default:
        failToOpen();
        break;
    }
}

void AsyncConnection::write()
{
    const int left = PQflush(m_connection);
    if (left > 0 && !m_writable)
        watch(false, true);
    if (m_writable)
        m_writable->setEnabled(left > 0);
}

void AsyncConnection::read()
{
    if (PQconsumeInput(m_connection) == 0) {
        breakOff();
        return;
    }
    write(); // reading may have made room for the rest
    if (m_step == Step::Asking)
        readAnswer();
    readNotifications(); // some come in the midst of an answer
}

void AsyncConnection::readAnswer()
{
    while (PQisBusy(m_connection) == 0) {
        PGresult *result = PQgetResult(m_connection);
        if (!result) {
            becomeIdle();
            if (const auto refusal = std::exchange(m_refusal, std::nullopt))
                Q_EMIT refused(*refusal);
            else
                Q_EMIT answered(std::exchange(m_value, {}));
            return;
        }
        if (PQntuples(result) > 0)
            m_value = QString::fromUtf8(PQgetvalue(result, 0, 0));
        if (PQresultStatus(result) == PGRES_FATAL_ERROR && !m_refusal)
            m_refusal = errorFromResult(result);
        PQclear(result);
        if (PQstatus(m_connection) == CONNECTION_BAD) {
            breakOff();
            return;
        }
    }
}

void AsyncConnection::readNotifications()
{
    // A receiver may close the connection, or open another.
    while (m_step == Step::Idle || m_step == Step::Asking) {
        PGnotify *notification = PQnotifies(m_connection);
        if (!notification)
            break;
        const auto owner = qScopeGuard([&] { PQfreemem(notification); });
        Q_EMIT notified(QString::fromUtf8(notification->relname), QString::fromUtf8(notification->extra));
    }
}

void AsyncConnection::becomeIdle()
{
    m_limit.stop();
    m_step = Step::Idle;
}

void AsyncConnection::breakOff(const TaskError &error)
{
    close();
    Q_EMIT broken(error);
}

void AsyncConnection::failToOpen()
{
    breakOff(errorFromLogin({QString::fromUtf8(PQerrorMessage(m_connection)),
                             PQconnectionNeedsPassword(m_connection) != 0,
                             PQconnectionUsedPassword(m_connection) != 0}));
}

void AsyncConnection::breakOff()
{
    breakOff(errorFromLostLink(QString::fromUtf8(PQerrorMessage(m_connection))));
}

} // namespace watchbill
