// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "session/session.h"
#include "statement/probestatements.h"

#include <functional>

namespace watchbill {

/// The link to the server for long work that changes tasks in many transactions: one connection, and the session as of
/// the start of the work, unaffected by later locking or viewing as a user. It belongs to the thread of the work.
class WriteLink
{
public:
    WriteLink(Connection &connection, const Session &session, std::chrono::milliseconds limit);

    /// As last read.
    const TaskSource &source() const { return m_session.source; }

    /// How often it was read anew.
    int renewals() const { return m_renewals; }

    /// One transaction on the table as source() has it; see Connection::transact(). Conflict, with nothing changed, if the
    /// table is another one by now: renew() looks. Errors say their cause.
    enum class Change { Deletion, Other };
    Result<void> transact(Change change, const QString &statements, const Connection::RowsHandler &handler,
                          const Connection::NextStatements &next);

    /// The typed values of the requests that follow, for explaining why the server refuses them.
    void setTyped(const QVector<TypedValue> &typed) { m_typed = typed; }

    /// Accepts another table of the same name, or another key: the task to change is looked up in each transaction.
    void setNamedAnew() { m_isNamedAnew = true; }

    static bool isOfChangedTable(const TaskError &error);

    /// Reads the table's catalogue again. Conflict if its key or its way of marking deleted rows has changed, so that what
    /// the user confirmed no longer applies. Rows that can be marked now are marked instead of removed.
    Result<void> renew();

    /// Reads with a time limit for each statement; Timeout.
    Result<void> read(const QString &statements, std::chrono::milliseconds limit,
                      const Connection::RowsHandler &handler);

    /// See Connection::copyOut().
    Result<void> copyOut(const QString &statement, const Connection::CopyHandler &handler);

    /// Cancels the running statement; callable from any thread, also after the work.
    std::function<void()> canceller() const;

    /// The server's process, to ask what it waits for; 0 if it is not known.
    int backendPid() const { return m_connection.backendPid(); }

private:
    Connection &m_connection;
    Session m_session;
    QVector<TypedValue> m_typed;
    bool m_isNamedAnew = false;
    int m_renewals = 0;
    const std::chrono::milliseconds m_limit;
};

} // namespace watchbill
