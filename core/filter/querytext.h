// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/taskquery.h"

#include <tl/expected.hpp>

/// The query language: a filter as one line of text, and back.
///
///     query  = or
///     or     = and { "OR" and }
///     and    = not { ["AND"] not }
///     not    = ( "-" | "NOT" ) not | "(" or ")" | term
///     term   = field ":" value { "," value } | text
///     field  = a name of queryFields; meta.KEY.KEY… for a value in the metadata
///     value  = text [ "*" ] | [text] ".." [text] | ( ">" | ">=" | "<" | "<=" ) text | "/" regex "/" | "null"
///     text   = a word, or anything in double quotes, in which \" and \\ stand for " and \.
///
/// Several values are alternatives. A plain text is searched for in the id and the error, ignoring case.
///
/// A text that was read and printed is printed the same when it is read again, and means the same filter.
namespace watchbill::query {

/// What is wrong with a text, and where: in UTF-16 units, as QString counts.
struct Error
{
    qsizetype position = 0;
    qsizetype length = 0;
    QString sentence;
    QString meant = {}; // what may have been meant in the place of that part; empty if there is no idea

    bool operator==(const Error &) const = default;
};

/// The error as text that names the place, for output where the place is not marked.
QString describe(const Error &error, const QString &text);

tl::expected<TaskFilter, Error> parse(const QString &text);

/// Warnings about parts of a valid query that may mean something else, and where. Each is a sentence with a remedy.
QVector<Error> doubts(const QString &text);

QString print(const TaskFilter &filter);
QString print(const Condition &condition);

/// The field of a value in the metadata, such as meta.run.retries.
QString metadataName(const QStringList &path);

/// The path that such a name gives; empty if it is not one.
QStringList metadataPath(const QString &name);

/// A text as written in a query: in quotes if it would not be read as one word.
QString quoted(const QString &text);

} // namespace watchbill::query
