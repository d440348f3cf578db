// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "advice/queryplan.h"
#include "export/taskexport.h"
#include "filter/querycompletion.h"
#include "profile/connectionprofile.h"
#include "profile/login.h"
#include "service/lockholder.h"
#include "source/tasksource.h"
#include "statement/taskstatements.h"
#include "task/taskpage.h"
#include "task/timehistogram.h"
#include "task/valuecounts.h"

#include <QFuture>

#include <chrono>
#include <functional>
#include <memory>

namespace watchbill {

class NotificationListener;
class WriteLink;

/// The one way to the tasks, for the window, the command line and tests. Every call returns at once;
/// receive its answer with onFinished(). Call from one thread. Each call is one round trip; each read
/// is one transaction in which the server refuses writes. Where several hosts are given, what is read comes from
/// a standby if there is one, and may be a moment old; what is written goes to the primary.
///
/// Errors of every call, besides those named: Connection (also before open() has succeeded),
/// PermissionDenied, Timeout, Cancelled, Server.
class TaskService
{
public:
    explicit TaskService(const ConnectionProfile &profile);
    ~TaskService(); // cancels what is under way, and does not wait for it
    TaskService(const TaskService &) = delete;
    TaskService &operator=(const TaskService &) = delete;

    /// The profile as given, under its current name.
    const ConnectionProfile &profile() const;

    /// Renames the profile, without any other effect.
    void setName(const QString &name);

    /// Sets a password that open() said was needed. The next open() uses it.
    void setPassword(Login login, const QString &password);

    /// Connects and reads the table's catalogue; the answer holds the role in effect
    /// (TaskSource::viewpoint). Call it again after a broken link; an attempt in progress is given up and
    /// answered with Cancelled.
    /// Authentication, Unsupported if that is no task table, InvalidInput if the connection is malformed.
    QFuture<Result<TaskSource>> open();

    /// The table as open() has found it, with what has been locked or unlocked since; nothing before that.
    std::optional<TaskSource> source() const;

    /// Server and login of the last open(), if it reached them, whether it found a task table or not.
    std::optional<TaskAccess> reached() const;

    /// The user to view as from the next open() on, or none. Read-only while active. Until open() has
    /// succeeded everything stays as it is. Its errors: see openSession().
    void viewAs(const std::optional<ViewAsUser> &user);

    /// Makes the server refuse changes, or no longer, from the next request on. Production starts read-only; a profile
    /// that is read-only by its own setting stays so.
    void setReadOnly(bool readOnly);

    /// Starts the listener for the table and the login that open() has found; nothing happens before that.
    void listen(NotificationListener &listener) const;

    /// The server has refused this login another connection beside the one of the list: all requests share that one.
    bool hasOneConnection() const;

    /// The task of that name whose user matches; a row without a user is found by none. NotFound, InvalidInput; Conflict
    /// if there are several, which it tells apart.
    QFuture<Result<Task>> getTask(const TaskName &name, const std::optional<UserId> &userId);

    /// One task with its metadata and whole error, of any user. NotFound, InvalidInput.
    QFuture<Result<Task>> getTask(const TaskKey &key);

    /// Several tasks, whole, in no particular order; those that are not there are missing. InvalidInput.
    QFuture<Result<QVector<Task>>> getTasks(const QVector<TaskKey> &keys);

    /// The oldest matching row, or none: a missing one is no error. InvalidInput.
    QFuture<Result<std::optional<Task>>> getTaskByResultId(const ResultId &resultId,
                                                           const std::optional<UserId> &userId);

    /// Some rows of any filter and sort, across users. A newer call cancels the older. InvalidInput.
    QFuture<Result<TaskPage>> page(const PageRequest &request);

    /// Gives up the page that is under way; its answer is Cancelled.
    void cancelPage();

    /// The server's plan for the first page of a query. With Run the query is run and measured, and its rows are thrown
    /// away. InvalidInput.
    QFuture<Result<QueryPlan>> explain(const TaskQuery &query, TaskStatements::Explaining what);

    /// Cancels explain(), whose answer is Cancelled.
    void cancelExplaining();

    /// Whether there is any task at all that this role can see. The counters may be asked first.
    QFuture<Result<bool>> hasTasks();

    /// How many tasks match the filter (its statuses left aside) in each status. Exact up to 50,000 in a
    /// status; above that the planner's estimate or, under row security, "at least": the planner counts
    /// rows that this role cannot see. A newer call cancels the older.
    QFuture<Result<StatusCounts>> countsByStatus(const TaskFilter &filter);

    /// Exact counts, without a time limit.
    QFuture<Result<StatusCounts>> exactCountsByStatus(const TaskFilter &filter);

    /// Cancels counting by status, whose answer is Cancelled.
    void cancelCounts();

    /// How many tasks were created when. Up to some 100,000 are counted; of more, a sample of the table tells. A newer call cancels the
    /// older.
    QFuture<Result<TimeHistogram>> histogram(const HistogramRequest &request);

    /// How many tasks that match the filter (this set of it left aside) have each type or user: at most 200, the most
    /// frequent first. Exact where up to 50,000 match and the server finds them within a second; for all tasks of a
    /// larger table, estimates from its statistics, which cover only frequent values. Others are unknown, as are all
    /// under row security. A newer call for the same set cancels the older.
    QFuture<Result<ValueCounts>> countsByValue(const TaskFilter &filter, FilterSet set);

    /// How many tasks match, within the same bounds; above 50,000 as countsByStatus(). Nothing if the server takes
    /// longer.
    QFuture<Result<std::optional<Count>>> countMatching(const TaskFilter &filter);

    /// At most 200, in the server's order.
    QFuture<Result<ValueSet>> typesInUse();

    /// Keys in the metadata of a few hundred of the newest tasks, down to the second level, and their values; the most
    /// frequent first.
    QFuture<Result<QVector<query::MetadataValue>>> metadataInUse();

    /// The users with the most tasks, at most 100, by the statistics of the table's last ANALYZE. None under row
    /// security, as the statistics cover rows that this role must not see.
    QFuture<Result<QStringList>> busiestUsers();

    /// How long, at most, a server that has not noticed a lost connection may still work on a write.
    std::chrono::milliseconds longestWrite() const;

    /// Writes tasks to a file while they arrive, on a connection of its own; the number written. One at a
    /// time. Cancelled or broken off, it leaves no half file. InvalidInput if the file cannot be made.
    QFuture<Result<qint64>> exportTasks(const ExportRequest &request, const ExportProgressPointer &progress);

    /// At most three holders of the locks that a server process waits for; empty where the server cannot tell.
    QFuture<Result<QVector<LockHolder>>> lockHolders(int waitingPid);

    /// Long work that changes tasks, on a thread and a connection of its own, one after the other; where the server grants
    /// this login one connection only, on the list's, which waits. It is called with the session that is open now, and
    /// must own all that it uses: it may outlive the service, whose end cancels it.
    using LongWrite = std::function<Result<void>(WriteLink &link)>;
    QFuture<Result<void>> write(const LongWrite &work);

private:
    struct Private;
    const std::unique_ptr<Private> d;
};

} // namespace watchbill
