// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "postgres/connectionsettings.h"

#include <QStringList>

namespace watchbill {

/// A connection as people have it at hand, read for libpq: the one reader for the field to paste into, for the command
/// lines and for files.
struct ConnectionText
{
    ConnectionSettings settings;
    QStringList ignored; // names of parameters that PostgreSQL does not know
    QStringList notes; // sentences: what was taken for something else

    /// Understands libpq's URIs and key=value pairs, the URIs of JDBC, SQLAlchemy, Ecto, Prisma, node-postgres, Django
    /// and Rails, the semicolons of .NET, ODBC and PHP, psql commands, lines of an environment file, each also in quotes
    /// and with a comment behind it, and passwords with characters that a URI would have to encode. A placeholder such
    /// as [YOUR-PASSWORD] is no password. An empty text is fine: everything comes from the environment then.
    /// InvalidInput names what is wrong with it, and shows no password.
    static Result<ConnectionText> read(const QString &text);

    /// What a person should be told although it was read.
    QStringList remarks() const;
};

} // namespace watchbill
