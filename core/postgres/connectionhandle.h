// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/taskerror.h"

#include <QMap>
#include <QString>

#include <chrono>
#include <memory>
#include <mutex>
#include <optional>

struct pg_cancel;
struct pg_conn;

namespace watchbill {

class ConnectionSettings;

/// Lets other threads observe and cancel a connection while its own thread waits for the server. Thread-safe.
class ConnectionHandle
{
public:
    /// A connection that waits for the server.
    struct Wait
    {
        bool isOpening = false; // or has sent a statement
        std::chrono::milliseconds silence{0}; // nothing has come for so long
        std::chrono::milliseconds longestSilence{0}; // after which the link is dead

        /// Where to ask whether the server is reached at all; empty if that would tell nothing.
        QMap<QString, QString> server;
    };

    ConnectionHandle();
    ~ConnectionHandle();
    ConnectionHandle(const ConnectionHandle &) = delete;
    ConnectionHandle &operator=(const ConnectionHandle &) = delete;

    /// Nothing unless the connection's thread is waiting for the server.
    std::optional<Wait> wait() const;

    /// Asks the server to stop what the connection is running. Opens a connection of its own to tell it, so it
    /// blocks for a round trip, and on a dead link for as long as the system likes.
    void cancel();

    /// What waits for an answer fails at once, for that reason; what is being opened does when libpq comes back.
    /// Nothing is sent any more until renew().
    void breakOff(const TaskError &reason);
    void renew();

private:
    friend class Connection;

    // By the connection's own thread. Each may fail with the reason for which it was broken off.
    Result<void> beginOpening(const ConnectionSettings &settings);
    Result<void> opened(pg_conn *connection, const ConnectionSettings &settings);
    Result<void> beginStatement(std::chrono::milliseconds longestSilence);
    Result<void> endStatement();
    void closed();

    Result<void> state() const; // with m_mutex held

    mutable std::mutex m_mutex;
    std::shared_ptr<pg_cancel> m_cancel;
    int m_socket = -1; // a duplicate: libpq may close its own at any time, and the number may then be reused
    std::optional<TaskError> m_reason; // for which it was broken off
    std::optional<Wait> m_wait; // as it began
    std::chrono::steady_clock::time_point m_since;
    QMap<QString, QString> m_server; // that it is connected to
};

/// Whether a server answers there, if only to refuse. Blocks for some seconds if none does, or longer while a
/// host's name is being looked up.
bool isServerReached(const QMap<QString, QString> &server);

} // namespace watchbill
