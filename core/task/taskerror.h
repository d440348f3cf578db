// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <tl/expected.hpp>

namespace watchbill {

/// What a server adds to its message, each as it came, or empty.
struct ServerDetails
{
    QString detail;
    QString hint;
    QString context; // the functions and policies within which it happened
    QString schema;
    QString table;
    QString column;
    QString type;
    QString constraint;

    bool operator==(const ServerDetails &) const = default;
};

/// An error, classified by what the user can do about it.
struct TaskError
{
    /// Answers "what can the person do now".
    enum class Kind {
        NotFound, // nothing: there is no such row that this role can see
        InvalidInput, // correct what was given; the server was not asked
        Connection, // check network and address, then try again
        Authentication, // check user and password
        PermissionDenied, // ask the owner for the right
        ReadOnly, // connect to the primary, or unlock
        Timeout, // narrow the filter or raise the limit
        Cancelled, // nothing: it was asked for, or a newer request took its place
        Conflict, // refresh: it was changed by others
        Unsupported, // this table or server cannot do that
        Server, // read what the server says
    };

    Kind kind = Kind::Server;
    QString message; // one or more whole sentences
    QString sqlState; // five characters, or empty if the server gave none
    QString serverText; // the server's own message, or all that libpq said of a login; or empty

    /// Why a login failed, as far as a password can help.
    enum class Password { NotTheReason, Missing, Wrong };
    Password password = Password::NotTheReason;

    bool isOfLogin = false; // the connection was never made, so that no statement was sent
    bool isOfSettings =
        false; // the request's own, such as its role, were refused: its statements were not reached

    bool isUndone = false; // its transaction certainly ended without effect

    ServerDetails server{};

    QString remedy{}; // a statement that would mend it, for whoever may; it is in the message, too

    bool operator==(const TaskError &) const = default;
};

template<typename T>
using Result = tl::expected<T, TaskError>;

using Failure = tl::unexpected<TaskError>;

/// Short for returning an error that did not come from the server.
Failure failure(TaskError::Kind kind, const QString &message);

/// The login failed because the password is missing or wrong; asking for one may help.
bool needsPassword(const TaskError &error);

/// The statement failed in a way that leaves open whether it took effect.
bool mayHaveBeenDone(const TaskError &error);

/// All that the server said, in lines: its message, DETAIL, HINT, CONTEXT, the names and the SQLSTATE. Empty if it
/// said nothing.
QString serverReport(const TaskError &error);

/// Whether that is more than a message can say.
bool hasDetails(const TaskError &error);

/// The kind as an untranslated word for logs and scripts: "NotFound".
QString toText(TaskError::Kind kind);

} // namespace watchbill
