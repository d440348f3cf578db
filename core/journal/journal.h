// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "journal/journalrow.h"
#include "journal/run.h"
#include "task/taskerror.h"

#include <QVector>

#include <chrono>
#include <limits>
#include <memory>

class QIODevice;

namespace watchbill {

class JournalFile;
class RunMark;

/// Records exactly what each run of changes did, in a file on this machine, so that it can be undone. Several programs
/// may use it at the same time. An object is confined to the thread that has opened it; opening one takes a few
/// milliseconds.
///
/// Errors of every call, after which nothing has changed: InvalidInput if the file cannot be read or written, as on a
/// full disk or without permission, or is damaged; Timeout if another program has kept it locked for longer than the
/// patience.
class Journal
{
public:
    /// The file named by WATCHBILL_JOURNAL, or journal.sqlite in this user's data folder. All programs use the same
    /// one.
    static QString defaultFile();

    /// Creates the file if it is missing, readable by its owner only. Unsupported if a newer version of Watchbill has
    /// written it, or if Qt's driver for SQLite is missing; the file is left as it is then.
    static Result<std::unique_ptr<Journal>> open(
        const QString &file, std::chrono::milliseconds patience = std::chrono::seconds(10));

    ~Journal();

    struct BegunRun
    {
        qint64 number = 0;

        /// Keep it until end(), on any thread. When the last copy goes without end(), the run counts as interrupted.
        std::shared_ptr<const RunMark> mark;
    };

    /// Adds a run that begins now. Its number, state, end, columns and counts are ignored.
    Result<BegunRun> begin(const Run &run);

    /// Changes the kind of a run because the table has changed since it was begun, as when rows are now marked instead
    /// of removed. NotFound if there is no such run.
    Result<void> setKind(qint64 run, Run::Kind kind);

    /// Ends a run now, also an interrupted one. The error is for Failed. NotFound if there is no such run.
    Result<void> end(qint64 run, Run::State state, const QString &error = {});

    /// Adds rows, all or none. They are flushed to disk if one of them has values; rows without values can be looked up
    /// again. Each row has one value per column, or none; the columns are the same for all rows of the run. NotFound if
    /// there is no such run; Conflict if it has other columns, or already has a row of one of these numbers.
    ///
    /// Of rows that come in parts, all but the last part may be flushed Later: with the next call that flushes Now, which
    /// then flushes whether or not its own rows have values.
    enum class Flush { Now, Later };
    Result<void> add(qint64 run, const QStringList &columns, const QVector<JournalRow> &rows,
                     Flush flush = Flush::Now);

    /// Sets the state of rows, all or none. Only Returning is flushed to disk; the others may be lost in a power
    /// failure, but not when the program ends. NotFound if the run has no such row.
    Result<void> settle(qint64 run, const QVector<qint64> &numbers, RowState state,
                        const QString &reason = {});

    /// Removes rows that were added for a change that the server has not made. Not flushed; a missing row is no error.
    Result<void> drop(qint64 run, const QVector<qint64> &numbers);

    struct Search
    {
        QString text = {}; // anywhere in the run's texts, or in the word of its kind, in any case
        int limit = 200;
        qint64 before = 0; // only runs of smaller numbers, if it is not 0
    };

    /// The newest first.
    Result<QVector<Run>> runs(const Search &search) const;

    /// NotFound.
    Result<Run> run(qint64 number) const;

    struct Section
    {
        QVector<RowState> states = {}; // only these; empty for all
        qint64 after = 0; // the number that the section follows, in its order; 0 for the first section
        int limit = 1000;
        Qt::SortOrder order = Qt::AscendingOrder; // of the numbers
        qint64 bytes = std::numeric_limits<qint64>::max(); // no further rows once the values take as many
    };

    /// Returns fewer than the limit if there are no more, or if those take enough bytes. NotFound if there is no such run.
    Result<QVector<JournalRow>> rows(qint64 run, const Section &section) const;

    /// Runs with rows that are Going or Returning, the oldest first, unless a living program runs or undoes them.
    Result<QVector<qint64>> unsettled() const;

    /// Drops the rows of the oldest runs: those that ended more than `days` days ago, and further ones until the file
    /// has at most `bytes` bytes. A run's rows are dropped together; its line of the history stays. Rows are kept if a
    /// living program runs or undoes the run, or if some are Going or Returning. The space is returned to the file
    /// system. Returns the number of runs whose rows were dropped.
    Result<int> keepWithin(int days, qint64 bytes);

    /// Bytes of the file, as keepWithin() counts them.
    Result<qint64> size() const;

    /// Writes JSON Lines, an object for each row: {"number", "key", "state", "reason", "before", "after"}. The key is a
    /// list; the last two are an object of the columns, or null without values. NULL is null, a value is its text, and
    /// one that is not UTF-8 is {"base64": "…"}. NotFound if there is no such run, or if its rows are no longer stored.
    Result<void> exportRun(qint64 run, QIODevice &device) const;

private:
    explicit Journal(std::unique_ptr<JournalFile> file);
    Result<void> requireColumns(qint64 run, const QStringList &columns);
    Result<Run> completed(Run run) const;
    Result<bool> isBusy(qint64 run) const;
    Result<bool> forget(qint64 run); // whether there was anything to drop
    Result<void> removeDropped();

    std::unique_ptr<JournalFile> m_file;
    bool m_hasUnflushed = false; // rows that were to be flushed later
};

} // namespace watchbill
