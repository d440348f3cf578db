// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "profile/environment.h"
#include "task/taskerror.h"

#include <QString>

#include <chrono>
#include <optional>

namespace watchbill {

/// What a saved connection says besides where the tasks are. Add a new field here and in profileFields().
struct ProfileOptions
{
    QString name; // the user's name for it; empty for one given on the command line
    Environment environment = Environment::Development;

    /// A role that sees all rows, tried first (see TaskService): taken by SET LOCAL ROLE.
    QString serviceRole;

    /// The server is told to refuse every change, as a protection against our own errors.
    bool readOnly = false;

    /// Tasks may be run again: copied as new tasks, which the application processes.
    bool mayRunAgain = false;

    /// The metadata key under which a copy stores the id of the original task; empty for none.
    QString originKey;

    /// How long the server may work on one statement. Exact counts and exports, which the user starts and can cancel,
    /// have no limit.
    std::chrono::seconds timeLimit{30};

    /// What is:stuck means here: see isStuck(). Without it, what usualStuckAfter() says.
    std::optional<std::chrono::minutes> stuckAfter;

    bool operator==(const ProfileOptions &) const = default;
};

/// A saved connection: where the tasks are, and which login and role to use.
struct ConnectionProfile : ProfileOptions
{
    QString connection; // libpq URI or key/value string; empty: from the PG* environment
    QString schema = QStringLiteral("public");
    QString table = QStringLiteral("tasks");
    QString serviceConnection; // the service role's own login, tried before the other

    /// Reads "table" or "schema.table"; a name with dots or capitals can be double-quoted as in SQL.
    /// InvalidInput if it is neither.
    Result<void> setTableName(const QString &text);

    /// The name in the form that setTableName() reads; without the schema if that is "public".
    QString tableName() const;

    /// The table's name, always with its schema.
    QString qualifiedTableName() const;

    /// A proposed name: "shop @ db.example.com", by its service or its database and host.
    QString proposedName() const;

    /// For connecting only: the profile with these passwords in its connections. Without a given password, that of the
    /// connection is kept.
    ConnectionProfile withPasswords(const std::optional<QString> &regular,
                                    const std::optional<QString> &service) const;

    /// For storing or showing: the profile without passwords. A connection that is not understood is left out
    /// as a whole, as it may contain one.
    ConnectionProfile withoutPasswords() const;

    bool operator==(const ConnectionProfile &) const = default;
};

} // namespace watchbill
