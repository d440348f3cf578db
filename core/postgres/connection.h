// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "postgres/blockinglogin.h"
#include "postgres/connectionhandle.h"
#include "postgres/connectionsettings.h"
#include "postgres/resultrows.h"

#include <QMap>

#include <chrono>
#include <functional>
#include <memory>

namespace watchbill {

/// Request settings: they apply to one request. They are sent with the statement, in the same round trip and the same
/// transaction, because behind a transaction pooler a session's settings would leak to the next client.
struct SessionSettings
{
    QString role; // SET LOCAL ROLE; empty for the login's own
    std::chrono::milliseconds timeLimit{30'000};
    bool readOnly = true; // the server itself refuses writes

    /// Also makes the session read-only, until a request asks otherwise. A session that a pooler lends stays as it is.
    bool readOnlySession = false;

    /// Settings of the application's own, such as request.jwt.claims. They leave a trace in the session, which
    /// therefore serves no request without them, and is ended after each request if a pooler lends it.
    QMap<QString, QString> variables{};

    /// An order is asked of the other servers that have the rows, whose indexes have it, instead of being made here.
    /// Without statistics, which such a table has only after an ANALYZE, the planner would fetch all rows to sort them.
    bool sortsElsewhere = false;

    /// An SQL expression of type text to ask along with the request, in the same round trip; see Connection::watched().
    QString watched{};
};

/// One connection to the server. It belongs to the thread that made it.
class Connection
{
public:
    struct Reply
    {
        Timestamp serverTime; // by the server's clock
        bool isStandby = false; // it may be promoted while we look
        qint64 elapsedMicroseconds = 0; // from sending to the last row handled
    };

    /// Called once for each statement of the request that returned, in their order from 0.
    using RowsHandler = std::function<void(int statement, const ResultRows &rows)>;

    /// The handle is for other threads.
    explicit Connection(std::shared_ptr<ConnectionHandle> handle = std::make_shared<ConnectionHandle>());
    ~Connection();
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    /// The server of the next request; a connection to another server is closed.
    void use(const ConnectionSettings &settings);
    bool isOpen() const;

    /// The next request opens it again.
    void close();

    /// What the server called this connection's process when it was opened. A pooler gives a number of its own, which
    /// is not the pg_backend_pid() of the session that it lends. 0 if not open.
    int backendPid() const;

    /// Cancels the running request, from any thread; does nothing if there is none, or after the connection's end.
    std::function<void()> canceller() const;

    /// What the server said of the last request's SessionSettings::watched, also if the request failed after that; a
    /// null string for NULL. Nothing if it was not asked or not reached.
    const std::optional<QString> &watched() const { return m_watched; }

    /// Sends the settings and the statements in one message and reads all answers: one round trip, one
    /// transaction, so an error in any statement undoes all of them and leaves nothing open.
    /// If the link is down it is opened first (Connection or Authentication if that fails); a statement
    /// that was sent is never sent twice, unless the server says that it had ended the idle session before. Blocks: see ConnectionHandle for how to end that.
    /// Nothing of it outlasts the request in a session that a pooler lends. Unsupported if that cannot be had.
    Result<Reply> execute(const SessionSettings &session, const QString &statements,
                          const RowsHandler &handler = {});

    /// Continues a transaction after the answers to its statements so far: returns more statements, or an empty text to
    /// commit. An error rolls it back.
    using NextStatements = std::function<Result<QString>()>;

    /// As execute(), but the transaction ends only when `next` says so, which is asked after each answer. The statements of
    /// each message are numbered from 0. A server that hears nothing from us for longestPause undoes it all.
    /// An error that mayHaveBeenDone() is of the COMMIT: what failed before it is known to be undone.
    Result<Reply> transact(const SessionSettings &session, const QString &statements,
                           const RowsHandler &handler, const NextStatements &next);
    static constexpr std::chrono::seconds longestPause{30};

    /// What a COPY … TO STDOUT sends, row by row while it arrives; returning false stops it (Cancelled).
    using CopyHandler = std::function<bool(const char *data, qsizetype size)>;

    /// Sends the settings and one COPY … TO STDOUT: one transaction, so the rows are those of one moment.
    Result<void> copyOut(const SessionSettings &session, const QString &statement,
                         const CopyHandler &handler);

    /// One statement outside a transaction, without settings or time limit: for statements that PostgreSQL refuses in a
    /// transaction, such as CREATE DATABASE.
    Result<void> executeAlone(const QString &statement);

private:
    using ResultHandler = std::function<void(const pg_result *result)>;

    Result<Reply> executeOnce(const SessionSettings &session, const QString &statements,
                              const RowsHandler &handler);
    Result<Reply> transactOnce(const SessionSettings &session, const QString &statements,
                               const RowsHandler &handler, const NextStatements &next);
    Result<void> copyOutOnce(const SessionSettings &session, const QString &statement,
                             const CopyHandler &handler);
    void readPreamble(const pg_result *result, const SessionSettings &session, Reply &reply);
    Result<void> open();
    Result<void> prepareFor(const SessionSettings &session);
    Result<void> lookWhoseSession(const SessionSettings &session);
    QString preamble(const SessionSettings &session) const;
    QString request(const SessionSettings &session, const QString &statements) const;
    bool endsLentSession(const SessionSettings &session) const;
    void endLentSession();
    Result<void> begin(std::chrono::milliseconds longestSilence); // opens it if need be
    Result<void> send(const QString &text, const ResultHandler &handler = {});
    Result<void> end(Result<void> outcome);

    std::shared_ptr<ConnectionHandle> m_handle;
    std::optional<ConnectionSettings> m_settings;
    Link m_link;
    std::optional<bool> m_isLent; // whether the server's sessions are a pooler's, once it is known
    QMap<QString, QString> m_variables; // that the session has a trace of
    bool m_isReadOnlySession = false; // we have made it so
    std::optional<QString> m_watched;
};

} // namespace watchbill
