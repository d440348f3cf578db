// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

struct pg_conn;

namespace watchbill {

/// How far an attempt to log in has come, where to, and over what kind of link. Of several hosts and
/// addresses it is the one that was tried last.
struct LinkReport
{
    enum class Stage {
        Seeking, // no answer yet; the host name may be unknown
        Reached, // a host has taken the connection, and TLS is being agreed upon if it is wanted
        LoggingIn, // TLS is agreed upon, or there is none
        LoggedIn,
    };

    /// What the client made sure of before it sent anything that matters.
    enum class Trust {
        None, // nothing was verified
        Authority, // the certificate was made by an authority that we trust
        Host, // and it is that host's
    };

    Stage stage = Stage::Seeking;
    QString host; // as it was given; the folder of a local socket
    QString address; // its IP address; empty for a local socket
    QString port;
    QString user;
    QString database;
    QString tlsMode; // the sslmode in effect, wherever it came from
    bool isEncrypted = false;
    Trust trust = Trust::None;
    QString tlsProtocol;
    QString tlsCipher;
    bool lacksPassword = false; // the server asked for one and there was none
    int backend = 0; // the process that the server, or a pooler, named

    bool isSocket() const { return host.startsWith(u'/') || host.startsWith(u'@'); }

    /// A socket or a loopback address: the traffic does not leave this computer.
    bool isLocal() const;

    /// "10.1.2.3:5432", "[::1]:5432"; for a name "db.example.com:5432 (10.1.2.3)"; for a socket its path.
    QString place() const;

    bool operator==(const LinkReport &) const = default;
};

/// Brings the report up to date with what libpq is at.
void update(LinkReport &report, pg_conn *connection);

} // namespace watchbill
