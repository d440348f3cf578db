// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "journal/journalrow.h"
#include "journal/run.h"
#include "task/taskerror.h"

#include <QVector>

#include <chrono>
#include <memory>

class QIODevice;

namespace watchbill {

class JournalFile;
class RunMark;

/// What each run of changes did, exactly, in a file of this machine, so that it can be taken back. Several programs may
/// use it at a time. An object is confined to the thread that has opened it; opening one takes a few milliseconds.
///
/// Errors of every call, after which nothing has changed: InvalidInput if the file cannot be read or written, as on a
/// full disk or without permission, or is damaged; Timeout if another program has kept it locked for longer than the
/// patience.
class Journal
{
public:
    /// What WATCHBILL_JOURNAL names, else journal.sqlite in the folder of this user's data, the same for all programs.
    static QString defaultFile();

    /// Makes the file if there is none, for its owner alone. Unsupported if a newer version of Watchbill has written
    /// it, or if Qt's driver for SQLite is missing; the file is left as it is then.
    static Result<std::unique_ptr<Journal>> open(
        const QString &file, std::chrono::milliseconds patience = std::chrono::seconds(10));

    ~Journal();

    struct BegunRun
    {
        qint64 number = 0;

        /// To be kept until end(), in whatever thread: with the last copy of it the run counts as interrupted.
        std::shared_ptr<const RunMark> mark;
    };

    /// Adds a run that begins now. Its number, state, end, columns and counts are not looked at.
    Result<BegunRun> begin(const Run &run);

    /// As the table is by now, the run does something else than it was begun for. NotFound if there is no such run.
    Result<void> setKind(qint64 run, Run::Kind kind);

    /// The run has ended now, also one that was interrupted. The error is for Failed. NotFound if there is no such run.
    Result<void> end(qint64 run, Run::State state, const QString &error = {});

    /// Adds rows, all or none. When it returns they are on the disk, if one of them has values: without, they only tell of
    /// what can be looked up again. The values of each must be as many as the columns,
    /// which are those of all the run's rows; rows without values need none. NotFound if there is no such run; Conflict
    /// if it has other columns, or already has a row of one of these numbers.
    Result<void> add(qint64 run, const QStringList &columns, const QVector<JournalRow> &rows);

    /// Gives rows another state, all or none. Of the states only Returning is on the disk when it returns; a power
    /// failure may take the others back, never the end of the program. NotFound if the run has no such row.
    Result<void> settle(qint64 run, const QVector<qint64> &numbers, RowState state,
                        const QString &reason = {});

    /// Takes rows out that were added, as the server has not made the change. Not flushed, and no error if one is not there.
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
    };

    /// Fewer than the limit if there are no more. NotFound if there is no such run.
    Result<QVector<JournalRow>> rows(qint64 run, const Section &section) const;

    /// Runs with rows that are Going or Returning, the oldest first, unless a living program runs or undoes them.
    Result<QVector<qint64>> unsettled() const;

    /// Drops the rows of the oldest runs: of those that ended more than so many days ago, and of as many more as it
    /// takes for the file to be no larger than so many bytes. Each run's rows go as a whole, its line of the history
    /// stays. Rows of a run that a living program runs or undoes are kept, and those of a run of which some are
    /// Going or Returning. The space is given back to the file system. How many runs it were.
    Result<int> keepWithin(int days, qint64 bytes);

    /// Writes JSON Lines, an object for each row: {"number", "key", "state", "reason", "before", "after"}. The key is a
    /// list; the last two are an object of the columns, or null without values. NULL is null, a value is its text, and
    /// one that is not UTF-8 is {"base64": "…"}. NotFound if there is no such run, or if its rows are no longer kept.
    Result<void> exportRun(qint64 run, QIODevice &device) const;

private:
    explicit Journal(std::unique_ptr<JournalFile> file);
    Result<void> requireColumns(qint64 run, const QStringList &columns);
    Result<Run> completed(Run run) const;
    Result<bool> isBusy(qint64 run) const;
    Result<bool> forget(qint64 run); // whether there was anything to drop
    Result<void> removeDropped();
    Result<qint64> size() const;

    std::unique_ptr<JournalFile> m_file;
};

} // namespace watchbill
