// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "profile/connectionparameters.h"

/// Reads connections that are written as names and values.
namespace watchbill::connectionwords {

/// "host=db user='o\'neill'", as libpq reads it. What follows a # is a comment.
Result<void> readPairs(const QString &text, ConnectionParameters &parameters);

/// "Host=db;Username=ann", as .NET, ODBC and PHP write it.
Result<void> readSemicolons(const QString &text, ConnectionParameters &parameters);

/// Whether it is such a text, rather than libpq's, where a value may hold a semicolon.
bool hasSemicolons(const QString &text);

/// Variables of an environment, a line or a word each: "export PGHOST=db", "DB_USERNAME=ann". Others are skipped.
Result<void> readVariables(const QString &text, ConnectionParameters &parameters);

/// Whether any of them is about the connection.
bool hasVariables(const QString &text);

/// The words of a command as a shell splits them.
QStringList ofCommand(const QString &text);

} // namespace watchbill::connectionwords
