// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "postgres/connectionsettings.h"

#include <QStringList>

namespace watchbill {

/// Reads connections in many formats for libpq: the only reader for pasted text, command lines and files.
struct ConnectionText
{
    ConnectionSettings settings;
    QStringList ignored; // names of parameters that PostgreSQL does not know
    QStringList notes; // sentences about values that were converted

    /// Understands libpq's URIs and key=value pairs, the URIs of JDBC, SQLAlchemy, Ecto, Prisma, node-postgres, Django
    /// and Rails, the semicolons of .NET, ODBC and PHP, psql commands, lines of an environment file, each also in quotes
    /// and with a comment behind it, and passwords with characters that a URI would have to encode. A placeholder such
    /// as [YOUR-PASSWORD] is no password. An empty text is fine: everything comes from the environment then.
    /// InvalidInput names what is wrong with it, and shows no password.
    static Result<ConnectionText> read(const QString &text);

    /// Sentences that the user should see although the text was accepted.
    QStringList remarks() const;
};

} // namespace watchbill
