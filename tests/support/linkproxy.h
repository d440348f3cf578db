// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStringList>
#include <QThread>

#include <chrono>
#include <functional>

namespace watchbill {

/// A link to a PostgreSQL server that can be slow, narrow, dead or broken, and that counts how often the
/// client waits for the server: real sockets, on a thread of its own. Call from one thread.
class LinkProxy
{
public:
    enum class Direction { ToServer, ToClient };

    /// In front of the server of this connection string; the test ends if that has no host and port.
    explicit LinkProxy(const QString &connection);
    ~LinkProxy(); // breaks all connections
    Q_DISABLE_COPY_MOVE(LinkProxy)

    /// The same connection by way of this link; or another login's on that server.
    QString connection() const { return by(m_connection); }
    QString by(const QString &connection) const;

    // The following hold from now on, for connections that are there and those to come.

    void setLatency(std::chrono::milliseconds oneWay);
    void setRate(qint64 bytesPerSecond); // each way; 0 for as fast as it goes

    /// Takes what either side sends and passes nothing on, as where a cable was pulled: neither side is told. What
    /// was taken arrives when that is over.
    void setBlackHole(bool isOn);

    /// New connections are reset.
    void setRefusing(bool isOn);

    /// Each connection is reset when this many of its bytes have passed that way; a negative number for never.
    void setResetAfter(Direction direction, qint64 bytes);

    /// The next statement with these words in it is lost with its connection, before the server has seen it.
    void loseQuestion(const QString &words);

    /// The next answer to a statement with these words in it is lost with its connection, whichever that is.
    void loseAnswerTo(const QString &words);

    /// Ends all connections that are there, without a farewell.
    void reset();

    /// The server seems to say no more, on all connections that are there, but it still listens.
    void halfClose();

    int connections() const; // that are open now
    int refused() const; // connections, since the link is there

    /// A turn is what the client sent before it waited for an answer: the type of the first message, and of a
    /// query the text. A connection's beginning has turns, too.
    QStringList turns() const; // that were answered, since the last forgetTurns()
    void forgetTurns();

private:
    class Listener;

    void call(const std::function<void()> &work) const;

    const QString m_connection;
    QThread m_thread;
    Listener *m_listener; // lives on the thread
};

} // namespace watchbill
