// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "postgres/connection.h"

#include "postgres/detachedthread.h"
#include "postgres/servererror.h"
#include "postgres/sqltext.h"

#include <QCoreApplication>
#include <QElapsedTimer>

#include <libpq-fe.h>

#include <utility>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

using std::chrono::milliseconds;

// The server stops a statement at its time limit, and says so. This is for the case that we do not hear it.
constexpr auto answerGrace = std::chrono::seconds(10);
constexpr int mostAttemptsToEnd = 10; // a request to cancel may hit some

milliseconds longestSilence(const SessionSettings &session)
{
    return session.timeLimit.count() > 0 ? session.timeLimit + answerGrace : milliseconds::max();
}

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::Connection)
};

// A database without an encoding holds any bytes. The server would refuse to send those that are not UTF-8, or half a
// character that left() cuts; see ResultRows::text().
void takeBytesAsTheyAre(PGconn *connection)
{
    constexpr const char *noEncoding = "SQL_ASCII";
    if (qstrcmp(PQparameterStatus(connection, "server_encoding"), noEncoding) == 0)
        PQsetClientEncoding(
            connection, noEncoding); // if it fails, the connection is broken, and the next statement says so
}

// The session had been idle for too long: what was sent since, the server has not read.
bool wasOverBefore(const TaskError &error)
{
    return error.sqlState == "57P05"_L1;
}

} // namespace

Connection::Connection(std::shared_ptr<ConnectionHandle> handle)
    : m_handle(std::move(handle))
{
}

Connection::~Connection()
{
    close();
}

void Connection::use(const ConnectionSettings &settings)
{
    if (m_settings == settings)
        return;
    close();
    m_settings = settings;
}

Result<void> Connection::open()
{
    close();
    if (!m_settings)
        return failure(TaskError::Kind::Connection, Texts::tr("Not connected yet."));
    if (const auto begun = m_handle->beginOpening(*m_settings); !begun)
        return begun;
    auto link = logIn(*m_settings);
    if (!link) {
        close();
        return Failure(link.error());
    }
    m_link = std::move(*link);
    // libpq would print the server's warnings on stderr; what matters comes back as an error.
    PQsetNoticeReceiver(
        m_link.get(), [](void *, const PGresult *) {}, nullptr);
    takeBytesAsTheyAre(m_link.get());
    const auto opened = m_handle->opened(m_link.get(), *m_settings);
    if (!opened)
        close();
    return opened;
}

void Connection::close()
{
    m_handle->closed();
    m_link.reset();
    m_isReadOnlySession = false;
    m_isLent.reset();
    m_variables.clear();
}

bool Connection::isOpen() const
{
    return m_link && PQstatus(m_link.get()) == CONNECTION_OK;
}

int Connection::backendPid() const
{
    return isOpen() ? PQbackendPID(m_link.get()) : 0;
}

std::function<void()> Connection::canceller() const
{
    return [handle = m_handle] { detachedthread::start([handle] { handle->cancel(); }); };
}

// Settings that hold for the transaction are gone with it. What must outlast it stays only in a session of our
// own: the server itself compares, since behind a pooler it may be another one each time.
QString Connection::preamble(const SessionSettings &session) const
{
    const QString isLent = u"pg_catalog.pg_backend_pid() <> %1"_s.arg(backendPid());
    const auto set = [](const QString &name, const QString &value, const QString &isLocal = u"true"_s) {
        return "pg_catalog.set_config('"_L1 + name + "',"_L1 + sql::literal(value) + u',' + isLocal + u')';
    };
    QStringList calls;
    if (!session.role.isEmpty())
        calls += set(u"role"_s, session.role);
    calls += set(u"application_name"_s, m_settings->applicationName(), isLent);
    // From the next request on. With the snapshot of its first statement, a write would not see that the table was changed
    // while it waited for its lock.
    calls += set(u"default_transaction_isolation"_s, u"read committed"_s, isLent);
    // Keys are text, and so are the journal's values: they must read back as they were written, also by another role, and each
    // number by a text that means no other. Compiling takes longer than what we ask for, however large the table looks.
    calls +=
        u"pg_catalog.set_config('TimeZone','UTC',true),pg_catalog.set_config('DateStyle','ISO, YMD',true),"
        "pg_catalog.set_config('extra_float_digits','1',true),pg_catalog.set_config('jit','off',true),"
        "pg_catalog.set_config('bytea_output','hex',true),pg_catalog.set_config('array_nulls','on',true),"
        "pg_catalog.set_config('IntervalStyle','postgres',true),pg_catalog.set_config('xmloption','content',true)"_s;
    calls += set(u"statement_timeout"_s, QString::number(session.timeLimit.count()));
    if (session.sortsElsewhere)
        calls += set(u"enable_sort"_s, u"off"_s);
    if (session.readOnly)
        calls += set(u"transaction_read_only"_s, u"on"_s);
    if (session.readOnlySession)
        calls += set(u"default_transaction_read_only"_s, u"on"_s, isLent);
    for (auto variable = session.variables.begin(); variable != session.variables.end(); ++variable)
        calls += set(variable.key(), variable.value());
    const QString watched = session.watched.isEmpty() ? u"NULL"_s : session.watched;
    return "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint,pg_is_in_recovery(),"_L1 + isLent
        + u',' + watched + u',' + calls.join(u',') + u';';
}

void Connection::readPreamble(const pg_result *result, const SessionSettings &session, Reply &reply)
{
    const ResultRows rows(result);
    reply.serverTime = Timestamp(rows.integer(0, 0));
    reply.isStandby = rows.boolean(0, 1);
    m_isLent = rows.boolean(0, 2);
    if (!session.watched.isEmpty())
        m_watched = rows.isNull(0, 3) ? QString() : rows.text(0, 3);
}

// The settings and the statements are one transaction. In a session that is lent and has to be ended it stays open
// for that: until then, no other client gets the session.
QString Connection::request(const SessionSettings &session, const QString &statements) const
{
    return (endsLentSession(session) ? u"BEGIN;"_s : QString()) + preamble(session) + statements;
}

bool Connection::endsLentSession(const SessionSettings &session) const
{
    return !session.variables.isEmpty() && m_isLent.value_or(true);
}

Result<void> Connection::begin(milliseconds longestSilence)
{
    if (!isOpen()) {
        if (const auto opened = open(); !opened)
            return opened;
    }
    return m_handle->beginStatement(longestSilence);
}

// Where it was broken off, the reason for that is the truth, and the connection is of no more use.
Result<void> Connection::end(Result<void> outcome)
{
    const auto ended = m_handle->endStatement();
    const bool isLost = !outcome && outcome.error().kind == TaskError::Kind::Connection;
    if (!ended || isLost || !isOpen())
        close();
    return outcome || ended ? outcome : ended;
}

Result<void> Connection::prepareFor(const SessionSettings &session)
{
    // A setting of the application's own that was once set never reads NULL again in that session: neither the end
    // of the transaction nor RESET takes it away.
    if (!m_variables.isEmpty() && m_variables != session.variables)
        close();
    if (!isOpen()) {
        if (const auto opened = open(); !opened)
            return opened;
    }
    if (!session.variables.isEmpty() && !m_isLent) {
        if (const auto known = lookWhoseSession(session); !known)
            return known;
    }
    m_variables = session.variables;
    // A transaction that begins read-only stays so: the default has to go before it begins.
    const bool wasReadOnly = std::exchange(m_isReadOnlySession, session.readOnlySession);
    if (!wasReadOnly || session.readOnlySession)
        return {};
    return executeAlone(u"RESET default_transaction_read_only"_s);
}

Result<void> Connection::lookWhoseSession(const SessionSettings &session)
{
    bool mayEnd = false;
    const auto looked = execute({{}, session.timeLimit},
                                u"SELECT coalesce(bool_and(has_function_privilege(oid, 'EXECUTE')), false) "
                                "FROM pg_catalog.pg_proc WHERE proname = 'pg_terminate_backend' "
                                "AND pronamespace = 'pg_catalog'::regnamespace"_s,
                                [&](int, const ResultRows &rows) { mayEnd = rows.boolean(0, 0); });
    if (!looked)
        return Failure(looked.error());
    if (m_isLent.value_or(true) && !mayEnd)
        return failure(
            TaskError::Kind::Unsupported,
            Texts::tr("Viewing as a user does not work behind this pooler: its settings would stay in a "
                      "session that other clients get next, and this login may not end that session. Connect "
                      "to the server directly."));
    return {};
}

// Within the transaction that follows the rollback, so that also a request to cancel cannot make the pooler lend the
// session to others first. If it does not end by that, it does by our closing the connection in a transaction.
void Connection::endLentSession()
{
    for (int attempt = 0; attempt < mostAttemptsToEnd && isOpen(); ++attempt) {
        if (!m_handle->beginStatement(answerGrace))
            break;
        send(u"ROLLBACK AND CHAIN; SELECT pg_catalog.pg_terminate_backend(pg_catalog.pg_backend_pid())"_s);
        if (!m_handle->endStatement())
            break;
    }
    close();
}

Result<void> Connection::send(const QString &text, const ResultHandler &handler)
{
    PGconn *link = m_link.get();
    Result<void> outcome;
    if (PQsendQuery(link, text.toUtf8().constData()) == 0)
        outcome = Failure(errorFromLostLink(QString::fromUtf8(PQerrorMessage(link))));
    while (PGresult *result = PQgetResult(link)) {
        if (PQresultStatus(result) == PGRES_FATAL_ERROR) {
            if (outcome)
                outcome = Failure(errorFromResult(result));
        } else if (outcome && handler) {
            handler(result);
        }
        PQclear(result);
    }
    if (outcome && !isOpen())
        outcome = Failure(errorFromLostLink(QString::fromUtf8(PQerrorMessage(link))));
    return outcome;
}

Result<Connection::Reply> Connection::execute(const SessionSettings &session, const QString &statements,
                                              const RowsHandler &handler)
{
    auto reply = executeOnce(session, statements, handler);
    return reply || !wasOverBefore(reply.error()) ? reply : executeOnce(session, statements, handler);
}

Result<void> Connection::copyOut(const SessionSettings &session, const QString &statement,
                                 const CopyHandler &handler)
{
    auto outcome = copyOutOnce(session, statement, handler);
    return outcome || !wasOverBefore(outcome.error()) ? outcome : copyOutOnce(session, statement, handler);
}

Result<Connection::Reply> Connection::executeOnce(const SessionSettings &session, const QString &statements,
                                                  const RowsHandler &handler)
{
    if (const auto prepared = prepareFor(session); !prepared)
        return Failure(prepared.error());
    if (const auto begun = begin(longestSilence(session)); !begun)
        return Failure(begun.error());

    QElapsedTimer timer;
    timer.start();
    m_watched.reset();
    Reply reply;
    const bool endsSession = endsLentSession(session);
    int statement = endsSession ? -2 : -1;
    Result<void> outcome = send(request(session, statements), [&](const PGresult *result) {
        if (statement == -1)
            readPreamble(result, session, reply);
        else if (statement >= 0 && handler)
            handler(statement, ResultRows(result));
        ++statement;
    });
    reply.elapsedMicroseconds = timer.nsecsElapsed() / 1000;
    if (!outcome)
        outcome.error().isOfSettings = statement < 0;
    outcome = end(std::move(outcome));
    if (endsSession)
        endLentSession();
    return outcome.map([&] { return reply; });
}

Result<Connection::Reply> Connection::transact(const SessionSettings &session, const QString &statements,
                                               const RowsHandler &handler, const NextStatements &next)
{
    auto reply = transactOnce(session, statements, handler, next);
    return reply || !wasOverBefore(reply.error()) ? reply : transactOnce(session, statements, handler, next);
}

Result<Connection::Reply> Connection::transactOnce(const SessionSettings &session, const QString &statements,
                                                   const RowsHandler &handler, const NextStatements &next)
{
    if (const auto prepared = prepareFor(session); !prepared)
        return Failure(prepared.error());
    if (const auto begun = begin(longestSilence(session)); !begun)
        return Failure(begun.error());

    QElapsedTimer timer;
    timer.start();
    m_watched.reset();
    Reply reply;
    const bool endsSession = endsLentSession(session);
    const auto pause = std::chrono::milliseconds(longestPause).count();
    int statement = -4;
    const auto handle = [&](const PGresult *result) {
        if (statement == -1)
            readPreamble(result, session, reply);
        else if (statement >= 0 && handler)
            handler(statement, ResultRows(result));
        ++statement;
    };
    // With the snapshot of its first statement it would not see what others changed while it waited for their locks.
    Result<void> outcome = send(u"BEGIN;SET LOCAL transaction_isolation = 'read committed';"
                                "SET LOCAL idle_in_transaction_session_timeout = %1;"_s.arg(pause)
                                    + preamble(session) + statements,
                                handle);
    if (!outcome)
        outcome.error().isOfSettings = statement < 0;
    bool isCommitted = false;
    while (outcome && !isCommitted) {
        const Result<QString> more = next();
        if (!more) {
            outcome = Failure(more.error());
        } else if (more->isEmpty()) {
            isCommitted = true;
            outcome = send(endsSession ? u"COMMIT AND CHAIN"_s : u"COMMIT"_s);
        } else {
            statement = 0;
            outcome = send(*more, handle);
        }
    }
    if (!outcome && isOpen() && PQtransactionStatus(m_link.get()) != PQTRANS_IDLE)
        send(u"ROLLBACK"_s);
    reply.elapsedMicroseconds = timer.nsecsElapsed() / 1000;
    outcome = end(std::move(outcome));
    if (endsSession)
        endLentSession();
    if (!outcome && !isCommitted)
        outcome.error().isUndone = true;
    return outcome.map([&] { return reply; });
}

Result<void> Connection::copyOutOnce(const SessionSettings &session, const QString &statement,
                                     const CopyHandler &handler)
{
    if (const auto prepared = prepareFor(session); !prepared)
        return prepared;
    if (const auto begun = begin(longestSilence(session)); !begun)
        return begun;
    PGconn *link = m_link.get();
    const bool endsSession = endsLentSession(session);
    bool isStopped = false;
    Result<void> outcome = send(request(session, statement), [&](const PGresult *result) {
        if (PQresultStatus(result) != PGRES_COPY_OUT)
            return;
        char *row = nullptr;
        for (int size = PQgetCopyData(link, &row, 0); size > 0; size = PQgetCopyData(link, &row, 0)) {
            if (!isStopped && !handler(row, size)) {
                isStopped = true; // what is on its way already is read and dropped
                detachedthread::start([handle = m_handle] { handle->cancel(); });
            }
            PQfreemem(row);
        }
    });
    outcome = end(std::move(outcome));
    if (endsSession)
        endLentSession();
    if (!isStopped)
        return outcome;
    close(); // the request to cancel may still be on its way, and must not hit the next statement
    return failure(TaskError::Kind::Cancelled, Texts::tr("The export was cancelled."));
}

Result<void> Connection::executeAlone(const QString &statement)
{
    if (const auto begun = begin(milliseconds::max()); !begun)
        return begun;
    return end(send(statement));
}

} // namespace watchbill
