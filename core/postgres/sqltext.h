// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/timestamp.h"

#include <QString>

/// Pieces of SQL text. Statements carry their values as literals, because the Qt driver's prepared
/// statements cost three round trips and fail behind a transaction pooler.
namespace watchbill::sql {

/// A string literal that means the same under every setting of standard_conforming_strings. The text must not contain a
/// NUL character (see hasNul). Bytes of ResultRows::text() that are no characters become bytes again.
QString literal(const QString &text);

/// The literal with an explicit cast, as in 'x'::uuid; NULL for std::nullopt is the caller's business.
QString literal(const QString &text, const QString &type);

/// A time as the server reads it, not yet a literal.
QString timeText(Timestamp time);

/// A quoted identifier.
QString identifier(const QString &name);

/// A LIKE pattern (not yet a literal) that finds the text as written, anywhere.
QString containsPattern(const QString &text);

/// A LIKE pattern for the text at the beginning.
QString beginningPattern(const QString &text);

/// The server would take the NUL for the end of the statement.
bool hasNul(const QString &text);

} // namespace watchbill::sql
