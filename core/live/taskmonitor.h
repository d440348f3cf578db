// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "live/countsreading.h"
#include "live/histogramreading.h"
#include "live/refreshscheduler.h"
#include "live/taskfeed.h"
#include "live/valuecountsreading.h"
#include "live/viewcountsreading.h"
#include "postgres/notificationlistener.h"
#include "postgres/reconnectpolicy.h"
#include "service/taskservice.h" // so that a reading takes one line
#include "source/tasksource.h"

#include <QElapsedTimer>
#include <QObject>
#include <QStringList>

namespace watchbill {

/// Keeps one connection's list, counters and types live: opens the connection, refreshes when the scheduler
/// says so or a notification arrives, and reconnects after a broken link.
class TaskMonitor : public QObject
{
    Q_OBJECT

public:
    enum class State {
        Connecting, // for the first time
        Live,
        Broken, // disconnected; reconnects automatically, see untilReconnect()
        Refused, // the login or table must be changed before a retry makes sense
    };

    explicit TaskMonitor(TaskService &service, QObject *parent = nullptr);

    TaskService &service() { return m_service; }
    TaskFeed &feed() { return m_feed; }
    RefreshScheduler &scheduler() { return m_scheduler; }

    /// Connects and shows the query.
    void start(const TaskQuery &query);

    /// Shows the table as TaskService::open() has just found it. If the viewpoint has changed, the shown rows are
    /// dropped at once.
    void adopt(const TaskSource &source);

    /// As TaskService::setReadOnly().
    void setReadOnly(bool readOnly);

    /// Closes the connection, if there is one, and opens it again.
    void reconnect();

    /// Refreshes list, counters and types now; connects first if needed.
    void refresh();

    /// Reloads the query from its start because its meaning has changed: "today" in another time zone, or when a task is
    /// stuck.
    void reload();

    /// If disconnected, retries at once with the delays reset. Called automatically where the system reports that
    /// the network is back.
    void retryNow();

    /// The requested and the shown query. A new request is shown with its counters; without a connection, as soon as
    /// there is one.
    QueryState &queryState() { return m_feed.queryState(); }
    const TaskQuery &query() const { return m_feed.query(); }
    void setQuery(const TaskQuery &query) { queryState().ask(query); }

    /// Shows the tasks from a time on, by created_at or updated_at as the query's sort says: in the order of that sort.
    /// A sort by another field is replaced by the newest created first.
    void goToTime(const Timestamp &time);

    /// Shows the tasks from a creation time on. A sort by another field is replaced.
    void goToCreation(const Timestamp &time);

    /// Cancels a list request that takes too long. The shown rows and their query stay, and refresh is paused:
    /// the next one would take as long.
    void cancel();

    /// Replaces approximate counters by exact ones, however long it takes. stopCounting() gives up.
    void countExactly() { m_counts.readExactly(); }
    void stopCounting() { m_counts.stop(); }
    bool isCountingExactly() const { return m_counts.isReadingExactly(); }

    State state() const { return m_state; }
    /// No answer for 5 s (a silent link). The server may be slow or the link dead.
    bool isSilent() const { return m_isSilent; }

    /// The shown rows are stale: no connection, no answer, or an error. False while paused by
    /// the user.
    bool isStale() const;

    const std::optional<TaskSource> &source() const { return m_source; }

    /// Server and login: those of the source, or of an attempt that reached them but found no task table.
    std::optional<TaskAccess> access() const;

    /// Whether change notifications arrive. Without them the list is updated by polling only.
    const ListenState &listenState() const { return m_listener.state(); }

    /// Why the state is Broken or Refused, or why the last list request failed; nothing if it went well.
    const std::optional<TaskError> &error() const { return m_error; }

    /// The counters as read, and made consistent with the list; the latter is nothing if they are for another filter
    /// than the current query's.
    const CountsReading &counts() const { return m_counts; }
    std::optional<StatusCounts> countsBesideList() const;

    /// How many tasks match the list's filter, if that is known; see totalBeside().
    std::optional<Count> totalBesideList() const;

    /// Metadata keys and values for completion, read only when readMetadata() is called.
    const Reading<QVector<query::MetadataValue>> &metadata() const { return m_metadata; }
    void readMetadata() { m_metadata.read(); }

    HistogramReading &histogram() { return m_histogram; }

    const Reading<ValueSet> &types() const { return m_types; }
    const Reading<QStringList> &users() const { return m_users; } // the busiest, where that is known

    const ValueCountsReading &typeCounts() const { return m_typeCounts; }
    const ValueCountsReading &userCounts() const { return m_userCounts; }
    ViewCountsReading &viewCounts() { return m_viewCounts; }

    /// The time since the shown rows were read; nothing before the first answer.
    std::optional<std::chrono::milliseconds> age() const;
    qint64 queryMicroseconds() const { return m_queryMicroseconds; }

    /// The server's clock now, as far as the last answer tells.
    Timestamp serverNow() const;

    /// The server's time up to which the shown data is right: now or, if isStale(), when it was read.
    Timestamp knownUntil() const;

    std::chrono::milliseconds untilReconnect() const;

Q_SIGNALS:
    void
    stateChanged(); // also when only the error, the source or what isSilent() or isStale() say has changed
    void refreshed(); // the list was read again, without error
    void tableChanged(const QString &sentence); // says what has changed

private:
    enum class Attempt { UnlessUnderWay, Anew };

    void open(Attempt attempt = Attempt::UnlessUnderWay);
    void opened(const Result<TaskSource> &source);
    void watchNetwork();
    void watchSilence();
    void setSilent(bool isSilent);
    void forget();
    void adoptChangedTable(bool hasFailed);
    void showQuery(const TaskQuery &before);
    void look();
    void looked(const TaskFeed::Outcome &outcome);
    void broke(const TaskError &error);
    void setState(State state, const std::optional<TaskError> &error);
    void readAside();
    void goTo(const TaskSort &sort, const Timestamp &time);

    TaskService &m_service;
    TaskFeed m_feed;
    RefreshScheduler m_scheduler;
    NotificationListener m_listener;
    QTimer m_reconnect;
    QTimer m_silence;
    ReadingSchedule m_aside;
    CountsReading m_counts{m_aside, *this};
    HistogramReading m_histogram{m_aside, *this};
    ReadingSchedule m_whenTyping;
    Reading<QVector<query::MetadataValue>> m_metadata{m_whenTyping,
                                                      [this] { return m_service.metadataInUse(); }};
    Reading<ValueSet> m_types{m_aside, [this] { return m_service.typesInUse(); }};
    Reading<QStringList> m_users{m_aside, [this] { return m_service.busiestUsers(); }};
    ValueCountsReading m_typeCounts{m_aside, *this, &TaskFilter::types};
    ValueCountsReading m_userCounts{m_aside, *this, &TaskFilter::users};
    ViewCountsReading m_viewCounts{m_aside, *this};
    State m_state = State::Connecting;
    std::optional<TaskSource> m_source;
    std::optional<TaskError> m_error;
    QElapsedTimer m_sinceOpening;
    QElapsedTimer m_sinceAnswer;
    QElapsedTimer m_sinceReadAside;
    Timestamp m_serverTime;
    qint64 m_queryMicroseconds = 0;
    ReconnectPolicy m_reconnecting;
    Latest m_latestOpening;
    bool m_opening = false;
    bool m_isBehind = false; // not read again since the link broke
    bool m_isSilent = false;
    bool m_isAlone = false; // the server grants no connection besides the list's
    bool m_listens = false; // the listener was started since the connection was opened
};

} // namespace watchbill
