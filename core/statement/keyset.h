// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/taskpage.h"

#include <QStringList>

/// Keyset paging: "the rows that follow this key" as SQL conditions that an index can serve. An OFFSET
/// would read everything before the page.
namespace watchbill::keyset {

struct SortColumn
{
    QString expression;
    QString type; // to cast a key's text back to
    bool nullable = false;
};

/// All columns run in one direction, so that one index serves both; NULLs come last ascending and first
/// descending, which is PostgreSQL's default and lets an index be read either way.
QString orderBy(const QVector<SortColumn> &columns, Qt::SortOrder order);

/// How a comparison of several columns is written: as one of rows, which an index serves as one range; or column by column
/// behind a bound on the first, by which partitions are left out and which another server can be sent.
enum class Form { Rows, ByColumn };

/// The rows that follow `key` (or are at it, if `inclusive`) in that order, as conditions that exclude each other and
/// together cover them all. Each is one range of an index over the columns: a single condition with OR would not be.
/// None if nothing can follow.
QStringList following(const QVector<SortColumn> &columns, const SortKey &key, Qt::SortOrder order,
                      bool inclusive, Form form = Form::Rows);

/// The key has a value for each column, and none that is NULL where the column cannot be.
bool fits(const QVector<SortColumn> &columns, const SortKey &key);

} // namespace watchbill::keyset
