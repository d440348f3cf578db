// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "profile/connectionparameters.h"

/// The ways to write a connection as names and values, taken apart.
namespace watchbill::connectionwords {

/// "host=db user='o\'neill'", as libpq reads it. What follows a # is a comment.
Result<void> readPairs(const QString &text, ConnectionParameters &parameters);

/// "Host=db;Username=ann", as .NET, ODBC and PHP write it.
Result<void> readSemicolons(const QString &text, ConnectionParameters &parameters);

/// Whether it is such a text, rather than libpq's, where a value may hold a semicolon.
bool hasSemicolons(const QString &text);

/// Variables of an environment, a line or a word each: "export PGHOST=db", "DB_USERNAME=ann". Others are passed over.
Result<void> readVariables(const QString &text, ConnectionParameters &parameters);

/// Whether some of them say something about the connection.
bool hasVariables(const QString &text);

/// The words of a command as a shell takes them apart.
QStringList ofCommand(const QString &text);

} // namespace watchbill::connectionwords
