// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "source/tasksource.h"
#include "statement/chosentasks.h"
#include "statement/taskcolumns.h"
#include "task/runaction.h"

namespace watchbill {

/// The required owner of a task.
struct TaskOwner
{
    std::optional<UserId> user; // nullopt: it must have no user
};

/// Statements that change some tasks, each only if it is still as it was seen, and that return the rows whole, with the
/// columns that Watchbill knows nothing of, so that the change can be undone. Columns that the role may not read are
/// left out.
class RunStatements
{
public:
    /// Sent together, each of these returns rows of taskcolumns::keyList, Column, and the row's own columns where the statement has
    /// them whole; the last column is never part of the row.
    enum Statement {
        Before, // the tasks as they are; whole, and locked, where the write cannot return that
        Write, // those that were written; whole, as they were if they are gone, else as they are now
        After, // what of the tasks is there now, unless tellsAll(); whole where the write could not return it
    };
    enum Column {
        IsAsSeen = taskcolumns::keyCount, // of Write: whether it has the status that was asked for
        FirstOfRow
    };

    explicit RunStatements(const TaskSource &source)
        : m_source(source)
        , m_conditions(source)
    {
    }

    /// To run tasks again, there is a statement for each task instead, which returns the new row. Nothing
    /// may be committed if more rows were written than there are versions; where rules let a write return nothing, it fails. InvalidInput; Unsupported.
    ///
    /// Where hasParts(), there are a Before and a Write for each partSize of the versions, in their order: what one part
    /// returns can be kept while the server changes the next. The server sends the rows of a statement at its end, so parts
    /// are small enough for the link to buffer them.
    ///
    /// Where versions have a place, each row is looked for there alone. A row that is not found may have moved: change it by
    /// a version without a place.
    Result<QString> change(const RunAction &action, const QVector<TaskVersion> &versions) const;
    bool hasParts(const RunAction &action) const;
    static constexpr qsizetype partSize = 250;

    /// Whether change() alone returns all that is needed about a written task.
    bool tellsAll(const RunAction &action) const;

    /// Reads the present state of tasks that change() did not write, in the columns of After.
    Result<QString> left(const QVector<TaskVersion> &versions) const;

    /// Checks change() before the tasks are known; returns the same errors.
    Result<void> check(const RunAction &action) const;

    /// The tasks of that name, in columns of taskcolumns::selectList and then whether each is of that owner, if that matters. They are locked until the transaction ends where change() would lock them. InvalidInput.
    Result<QString> named(const RunAction &action, const TaskName &name,
                          const std::optional<TaskOwner> &owner) const;
    enum NamedStatement { Lock, Named }; // of these it consists
    static constexpr int isOfOwner = taskcolumns::count;

    /// What the tasks of a filter are now, for a COPY: of each, in lines of its text format, the parts of its key, then
    /// VersionColumn.
    Result<QString> versions(const TaskFilter &filter) const;
    enum VersionColumn {
        Status,
        UpdatedAt,
        UserId,
        CreatedAt,
        Place, // NULL where rows have none
        VersionColumnCount
    }; // times as ResultRows::sentTimestamp()

    /// Whether what the server returns of a written task may differ from what is there at the end of the transaction. Then
    /// RestoreStatements::afterTriggers() reads it.
    bool mayChangeLater(const RunAction &action) const;

    /// Whether a rule rewrites the write, so that RETURNING is refused or does not show what happened.
    bool isRewritten(const RunAction &action) const;

private:
    struct Look
    {
        bool isWhole = false;
        bool isLocked = false;
        bool isGuarded = false;
    };

    bool isPlainDeletion(const RunAction &action) const;
    Result<void> checkPossible(const RunAction &action) const;
    QString look(const ChosenTasks &chosen, const Look &how) const;
    Result<QString> hasStatus(const TaskStatus &status) const;
    Result<QString> write(const RunAction &action, const ChosenTasks &chosen) const;
    Result<QString> changeOnePart(const RunAction &action, const QVector<TaskVersion> &versions) const;
    Result<QString> copies(const RunAction &action, const QVector<TaskVersion> &versions) const;
    QString deletion(const ChosenTasks &chosen) const;
    QString update(const ChosenTasks &chosen, const QString &assignments) const;

    const TaskSource &m_source;
    const TaskConditions m_conditions;
};

} // namespace watchbill
