// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace watchbill {

/// One of the things that a connection test looks at, and what it found.
struct ConnectionTestStep
{
    enum class Id {
        Reach, // a host answers
        Encryption, // TLS and the certificate
        Login,
        Role, // the role in effect, and whether row security applies to it
        Table,
        Columns,
        Rights,
        Indexes,
        Pooler, // or direct
        Primary, // or a replica
        Push, // notifications
    };

    enum class State {
        Waiting,
        Running,
        Fine,
        Warning, // it works, but something should be known or fixed
        Failed,
        Skipped, // depends on something that failed, or the test was cancelled
    };

    Id id = Id::Reach;
    State state = State::Waiting;
    QString title; // a few words: "TLS and certificate"
    QString sentence; // one or more whole sentences, once there is something to say
    QString advice; // text to copy, such as a statement for the table's owner; never executed; may be empty

    bool operator==(const ConnectionTestStep &) const = default;
};

/// The outcome of a step.
struct ConnectionTestFinding
{
    ConnectionTestStep::State state = ConnectionTestStep::State::Waiting;
    QString sentence;
    QString advice;
};

/// As scripts read them: "reach", "fine".
QString toText(ConnectionTestStep::Id id);
QString toText(ConnectionTestStep::State state);

/// The state's name for people, translated: "OK".
QString wordFor(ConnectionTestStep::State state);

} // namespace watchbill
