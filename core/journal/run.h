// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "task/timestamp.h"

#include <QMap>
#include <QString>
#include <QStringList>
#include <QVector>

#include <optional>

namespace watchbill {

/// The outcome of a row of a run. The numbers are those in the journal's file.
enum class RowState {
    Going = 1, // written down; whether the server has made the change is not known
    Done = 2,
    Returning = 3, // being put back; whether the server has done so is not known
    Undone = 4, // put back as it was
    // The following were left alone:
    Gone = 5, // already deleted by someone else, or now hidden from this role
    Changed = 6, // its status or updated_at was no longer as seen
    Refused = 7, // by the server, with a reason; or silently, by row security, a trigger or a rule
    Ambiguous = 8, // other tasks have the same id, see sourcesentences::doubtOfId()
    Diverted = 9, // a trigger or rule on the table changed it instead
};

/// An untranslated word for scripts: "going".
QString toText(RowState state);

/// The states of rows that a run left alone, in display order.
const QVector<RowState> &statesLeftAlone();

/// The states of rows whose outcome is not known.
const QVector<RowState> &statesUnsettled();

/// One line of the history: the changes of one confirmed dialog, or of one command.
struct Run
{
    /// Both enumerations have the numbers of the journal's file.
    enum class Kind { Delete = 1, Mark = 2, ChangeStatus = 3, RunAgain = 4, Create = 5, Undo = 6 };
    enum class State {
        Running = 1,
        Done = 2,
        Cancelled = 3,
        Failed = 4,
        Interrupted = 5, // it never ended, and its program is gone; found out when read, never written
    };

    QString uid = {}; // a UUID, by which an audit table of the server names it
    qint64 number = 0; // given by the journal, rising, never used again
    Kind kind = Kind::Delete;
    State state = State::Running;
    Timestamp begun; // both by this machine's clock
    std::optional<Timestamp> ended;

    QString profile; // its name, or what else the connection is called, such as "Demo"; may be empty
    QString place; // server and database as a person reads them
    QString cluster = {}; // the server's system identifier; empty if not known
    QString database; // where an undo must take place: this and the two following
    QString schema;
    QString table;
    QString role;
    QString query; // what was asked for, in the words of the query language
    QString details; // what it gave its tasks: see RunFacts
    QString error; // why it failed: whole sentences

    qint64 asked = 0; // how many tasks were confirmed
    qint64 undoes = 0; // the number of the run that this one undoes; 0 for none
    std::optional<Kind> undoneKind = {}; // of that run, while the journal has it; read, never written

    QStringList columns; // of its rows' values
    bool rowsKept = true; // false: only this line is left, and the run can no longer be undone
    QMap<RowState, qint64> rows = {}; // how many are, or were, in each state; none in the others

    /// How many rows are in one of these states.
    qint64 count(const QVector<RowState> &states) const;

    bool operator==(const Run &) const = default;
};

/// Untranslated words for scripts: "set-status", "interrupted".
QString toText(Run::Kind kind);
QString toText(Run::State state);

/// Deletes tasks, or marks them as deleted.
bool deletesTasks(Run::Kind kind);

/// Adds tasks instead of changing some, so that its undo removes them.
bool makesNewTasks(Run::Kind kind);

/// Whether both runs changed the same table, judging by what they recorded: a server may have several addresses, and a
/// connection may lead to different servers over time.
bool isOfSameTable(const Run &one, const Run &other);

} // namespace watchbill
