// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/taskquery.h"

#include <QVector>

#include <optional>

namespace watchbill {

/// A row's place in the sort order: the server's own text for each sort value (NULL is nullopt), the columns of its
/// TaskKey last. Only the server compares keys: its collation is not ours.
struct SortKey
{
    QVector<std::optional<QString>> values;

    bool operator==(const SortKey &) const = default;
};

/// A row of a list. The metadata is left out, but for TaskQuery::keys, and the error message cut after
/// TaskPage::errorCharacters, so that a page stays small, unless PageRequest::whole asks for both;
/// TaskService::getTask has them too.
struct TaskRow
{
    Task task;
    SortKey key;

    bool operator==(const TaskRow &) const = default;
};

/// Which part of the sorted, filtered tasks to read.
struct PageRequest
{
    enum class Start {
        First, // from the very first row on
        From, // the row at `key` (or where it would be) and what follows; the key's last values may be left out
        After, // what follows `key`
        Before, // the rows right before `key`
        Last, // the last rows
    };

    TaskQuery query;
    Start start = Start::First;
    std::optional<SortKey> key;
    int limit = 200; // 1 … 10,000; a page may be longer by rows that nothing tells from its last

    /// Count the rows before this key, up to TaskPage::newerLimit: those that are new since.
    std::optional<SortKey> countBefore;

    /// Tasks to look up whether or not the filter still matches them (the selected ones).
    QVector<TaskKey> watched;

    /// The rows with their metadata and whole error messages. What is watched stays shortened.
    bool whole = false;
};

/// A watched task that is still in the table.
struct WatchedTask
{
    Task task; // shortened as in a row
    bool matches = false; // the filter
};

struct TaskPage
{
    static constexpr int errorCharacters = 300;
    static constexpr int newerLimit = 1000;

    QVector<TaskRow> rows; // always in the order of the query's sort
    bool reachedStart = false; // there is nothing before the first row
    bool reachedEnd = false; // nothing follows the last row
    int newer = 0; // see PageRequest::countBefore; newerLimit means that many or more
    QVector<WatchedTask> watched;
    Timestamp serverTime; // by the server's clock
    bool isStandby = false;
    qint64 elapsedMicroseconds = 0; // from sending to the last row decoded
};

} // namespace watchbill
