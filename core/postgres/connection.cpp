// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "postgres/connection.h"

#include "postgres/detachedthread.h"
#include "postgres/servererror.h"
#include "postgres/sqltext.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QSqlDatabase>
#include <QSqlDriver>
#include <QSqlError>
#include <QSqlQuery>
#include <QSqlResult>

#include <libpq-fe.h>

#include <utility>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

// The server stops a statement at its time limit, and says so. This is for the case that we do not hear it.
constexpr auto answerGrace = std::chrono::seconds(10);

std::chrono::milliseconds longestSilence(const SessionSettings &session)
{
    using std::chrono::milliseconds;
    return session.timeLimit.count() > 0 ? session.timeLimit + answerGrace : milliseconds::max();
}

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::Connection)
};

// Qt hands out libpq's own pointers, wrapped in a QVariant of a type that only the driver knows.
template<typename T>
T *nativePointer(const QVariant &handle)
{
    return handle.isValid() ? *static_cast<T *const *>(handle.constData()) : nullptr;
}

PGconn *nativeConnection(const QSqlDatabase &database)
{
    return nativePointer<PGconn>(database.driver()->handle());
}

const PGresult *nativeResult(const QSqlQuery &query)
{
    return nativePointer<PGresult>(query.result()->handle());
}

QString driverOptions(const ConnectionSettings &settings)
{
    QMap<QString, QString> options = settings.valuesWithDefaults();
    for (const auto &separate : {u"host"_s, u"dbname"_s, u"user"_s, u"password"_s})
        options.remove(separate);
    QStringList parts;
    for (auto it = options.cbegin(); it != options.cend(); ++it)
        parts += ConnectionSettings::keyValue(it.key(), it.value());
    return parts.join(u';');
}

QString preamble(const SessionSettings &session)
{
    const auto set = [](const QString &name, const QString &value) {
        return "set_config('"_L1 + name + "',"_L1 + sql::literal(value) + ",true)"_L1;
    };
    QStringList calls;
    if (!session.role.isEmpty())
        calls += set(u"role"_s, session.role);
    calls += set(u"TimeZone"_s, u"UTC"_s); // keys are text: they must read back as they were written
    calls += set(u"DateStyle"_s, u"ISO, YMD"_s);
    calls += set(u"extra_float_digits"_s, u"1"_s); // each number by a text that means no other
    calls +=
        set(u"jit"_s, u"off"_s); // compiling takes longer than what we ask for, however large the table looks
    calls += set(u"statement_timeout"_s, QString::number(session.timeLimit.count()));
    if (session.readOnly)
        calls += set(u"transaction_read_only"_s, u"on"_s);
    if (session.readOnlySession)
        calls += u"set_config('default_transaction_read_only','on',false)"_s;
    for (auto variable = session.variables.begin(); variable != session.variables.end(); ++variable)
        calls += set(variable.key(), variable.value());
    return "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint,pg_is_in_recovery(),"_L1
        + calls.join(u',') + u';';
}

} // namespace

Connection::Connection(QString name, std::shared_ptr<ConnectionHandle> handle)
    : m_name(std::move(name))
    , m_handle(std::move(handle))
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
        return failure(TaskError::Kind::Connection, Text::tr("Not connected yet."));
    if (const auto begun = m_handle->beginOpening(*m_settings); !begun)
        return begun;

    m_database = std::make_unique<QSqlDatabase>(QSqlDatabase::addDatabase(u"QPSQL"_s, m_name));
    if (!m_database->isValid()) {
        close();
        return failure(
            TaskError::Kind::Connection,
            Text::tr("Qt's PostgreSQL driver is missing. On Debian and Ubuntu, install the package "
                     "libqt6sql6-psql and start again."));
    }
    m_database->setHostName(m_settings->value(u"host"_s));
    m_database->setDatabaseName(m_settings->value(u"dbname"_s));
    m_database->setConnectOptions(driverOptions(*m_settings));
    // The password is given here and not set before, so that the driver does not keep it.
    if (!m_database->open(m_settings->value(u"user"_s), m_settings->value(u"password"_s))) {
        const TaskError error = errorFromLogin(m_database->lastError().databaseText());
        close();
        return Failure(error);
    }
    PGconn *native = nativeConnection(*m_database);
    // libpq would print the server's warnings on stderr; what matters comes back as an error.
    PQsetNoticeReceiver(
        native, [](void *, const PGresult *) {}, nullptr);
    const auto opened = m_handle->opened(native, *m_settings);
    if (!opened)
        close();
    return opened;
}

void Connection::close()
{
    m_handle->closed();
    if (!m_database)
        return;
    m_isReadOnlySession = false;
    m_database->close();
    m_database.reset();
    QSqlDatabase::removeDatabase(m_name);
}

bool Connection::isOpen() const
{
    // The driver goes on saying "open" after the server has gone; libpq knows better.
    return m_database && m_database->isOpen() && PQstatus(nativeConnection(*m_database)) == CONNECTION_OK;
}

int Connection::backendPid() const
{
    return isOpen() ? PQbackendPID(nativeConnection(*m_database)) : 0;
}

Result<void> Connection::begin(std::chrono::milliseconds longestSilence)
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

// A transaction that begins read-only stays so: the default has to go before it begins.
Result<void> Connection::prepareFor(const SessionSettings &session)
{
    if (!isOpen()) {
        if (const auto opened = open(); !opened)
            return opened;
    }
    const bool wasReadOnly = std::exchange(m_isReadOnlySession, session.readOnlySession);
    if (!wasReadOnly || session.readOnlySession)
        return {};
    return executeAlone(u"RESET default_transaction_read_only"_s);
}

Result<Connection::Reply> Connection::execute(const SessionSettings &session, const QString &statements,
                                              const RowsHandler &handler)
{
    if (const auto prepared = prepareFor(session); !prepared)
        return Failure(prepared.error());
    if (const auto begun = begin(longestSilence(session)); !begun)
        return Failure(begun.error());

    QElapsedTimer timer;
    timer.start();
    Reply reply;
    Result<void> outcome;
    {
        QSqlQuery query(*m_database);
        // Several statements in one message are one transaction to the server. exec() tells only of the
        // first; an error in a later one shows while walking.
        if (query.exec(preamble(session) + statements)) {
            int statement = -1;
            do {
                const PGresult *native = nativeResult(query);
                if (!native)
                    break;
                const ResultRows rows(native);
                if (statement < 0) {
                    reply.serverTime = Timestamp(rows.integer(0, 0));
                    reply.isStandby = rows.boolean(0, 1);
                } else if (handler) {
                    handler(statement, rows);
                }
                ++statement;
            } while (query.nextResult());
        }
        outcome = check(query);
    }
    reply.elapsedMicroseconds = timer.nsecsElapsed() / 1000;
    return end(std::move(outcome)).map([&] { return reply; });
}

Result<void> Connection::copyOut(const SessionSettings &session, const QString &statement,
                                 const CopyHandler &handler)
{
    if (const auto prepared = prepareFor(session); !prepared)
        return prepared;
    if (const auto begun = begin(longestSilence(session)); !begun)
        return begun;
    // Qt's driver knows no COPY; libpq's own connection is free while no query of Qt's is under way.
    PGconn *native = nativeConnection(*m_database);
    Result<void> outcome;
    bool isStopped = false;
    if (PQsendQuery(native, (preamble(session) + statement).toUtf8().constData()) == 0)
        outcome = Failure(errorFromLostLink(QString::fromUtf8(PQerrorMessage(native))));
    while (PGresult *result = PQgetResult(native)) {
        const ExecStatusType status = PQresultStatus(result);
        if (status == PGRES_COPY_OUT) {
            char *row = nullptr;
            for (int size = PQgetCopyData(native, &row, 0); size > 0; size = PQgetCopyData(native, &row, 0)) {
                if (!isStopped && !handler(row, size)) {
                    isStopped = true; // what is on its way already is read and dropped
                    detachedthread::start([handle = m_handle] { handle->cancel(); });
                }
                PQfreemem(row);
            }
        } else if (status == PGRES_FATAL_ERROR && outcome) {
            outcome = Failure(errorFromResult(result));
        }
        PQclear(result);
    }
    outcome = end(std::move(outcome));
    if (!isStopped)
        return outcome;
    close(); // the request to cancel may still be on its way, and must not hit the next statement
    return failure(TaskError::Kind::Cancelled, Text::tr("The export was cancelled."));
}

Result<void> Connection::executeAlone(const QString &statement)
{
    if (const auto begun = begin(std::chrono::milliseconds::max()); !begun)
        return begun;
    Result<void> outcome;
    {
        QSqlQuery query(*m_database);
        query.exec(statement);
        outcome = check(query);
    }
    return end(std::move(outcome));
}

Result<void> Connection::check(const QSqlQuery &query)
{
    if (query.lastError().isValid() || !isOpen())
        return Failure(errorOf(query));
    return {};
}

TaskError Connection::errorOf(const QSqlQuery &query) const
{
    const PGresult *native = nativeResult(query);
    if (native && PQresultErrorField(native, PG_DIAG_SQLSTATE))
        return errorFromResult(native);
    const QString text = query.lastError().databaseText();
    // Without an SQLSTATE it is libpq's own word that the link broke, whatever the driver made of it since.
    const QString sqlState = query.lastError().nativeErrorCode();
    if (!isOpen() || sqlState.isEmpty())
        return errorFromLostLink(text);
    return errorFromServer({sqlState, text, {}, {}});
}

} // namespace watchbill
