// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "live/refreshscheduler.h"
#include "live/taskfeed.h"
#include "postgres/notificationlistener.h"
#include "source/tasksource.h"
#include "task/statuscounts.h"

#include <QElapsedTimer>
#include <QObject>
#include <QStringList>

namespace watchbill {

class TaskService;

/// Keeps one connection's list, counters and types live, and the connection itself: it opens it, looks
/// again when the scheduler says so, and comes back after the link broke. Where the server tells of changes,
/// it looks sooner.
class TaskMonitor : public QObject
{
    Q_OBJECT

public:
    enum class State {
        Connecting, // for the first time
        Live,
        Broken, // no connection; tried again by itself, see untilReconnect()
        Refused, // a person must change something (login, table) before trying again makes sense
    };

    explicit TaskMonitor(TaskService &service, QObject *parent = nullptr);

    TaskService &service() { return m_service; }
    TaskFeed &feed() { return m_feed; }
    RefreshScheduler &scheduler() { return m_scheduler; }

    /// Connects and shows the query.
    void start(const TaskQuery &query);

    /// Shows the table as TaskService::open() has just found it, be it through other eyes: then what is shown goes
    /// at once.
    void adopt(const TaskSource &source);

    /// As TaskService::setReadOnly().
    void setReadOnly(bool readOnly);

    /// Opens the connection again, whatever there is of one.
    void reconnect();

    /// Looks at everything again now: list, counters, types; connects first where that is needed.
    void refresh();

    /// If there is no connection, tries again at once and anew: there is reason to hope, such as a network that
    /// is back. Where the system tells of that, it is called by itself.
    void retryNow();

    /// What is asked for, and what is shown. Another query that is asked for there is shown, and its counters
    /// follow; without a connection, as soon as there is one.
    QueryState &queryState() { return m_feed.queryState(); }
    const TaskQuery &query() const { return m_feed.query(); }
    void setQuery(const TaskQuery &query) { queryState().ask(query); }

    /// Shows the tasks from a time on, by created_at or updated_at as the query's sort says: in the order of
    /// that sort. Another sort gives way to the newest created first.
    void goToTime(const Timestamp &time);

    /// Gives up a list request that takes too long. What is shown stays, with its query, and refreshing pauses:
    /// the next look would take as long.
    void cancel();

    /// Replaces approximate counters by exact ones, however long it takes. stopCounting() gives up.
    void countExactly();
    void stopCounting();
    bool isCountingExactly() const { return m_countingExactly; }

    State state() const { return m_state; }
    /// The list has not been answered for 5 s. The server may only be slow: whether the link is dead is not known.
    bool isSilent() const { return m_isSilent; }

    /// Nobody keeps up to date what is shown: no connection, no answer, or an error in its place. Not while a
    /// person has paused it.
    bool isStale() const;

    const std::optional<TaskSource> &source() const { return m_source; }

    /// Whether the server's notifications of changes reach us. If not, the list is as right, but later.
    const ListenState &listenState() const { return m_listener.state(); }

    /// Why the state is Broken or Refused, or why the last list request failed; nothing if it went well.
    const std::optional<TaskError> &error() const { return m_error; }

    const std::optional<StatusCounts> &counts() const { return m_counts; }
    const std::optional<QStringList> &types() const { return m_types; }
    const QStringList &users() const { return m_users; } // the busiest, where that is known

    /// Since the rows that are shown were read; nothing before the first answer.
    std::optional<std::chrono::milliseconds> age() const;
    qint64 queryMicroseconds() const { return m_queryMicroseconds; }

    /// The server's clock now, as far as the last answer tells.
    Timestamp serverNow() const;

    /// The server's time for which what is shown holds: now, or when it was read if isStale().
    Timestamp knownUntil() const;

    std::chrono::milliseconds untilReconnect() const;

Q_SIGNALS:
    void
    stateChanged(); // also when only the error, the source or what isSilent() or isStale() say has changed
    void refreshed(); // the list was read again, without error
    void countsChanged();
    void typesChanged();
    void usersChanged();

private:
    enum class Attempt { UnlessUnderWay, Anew };

    void open(Attempt attempt = Attempt::UnlessUnderWay);
    void opened(const Result<TaskSource> &source);
    void watchNetwork();
    void watchSilence();
    void setSilent(bool isSilent);
    void forget();
    void showQuery(const TaskQuery &before);
    void look();
    void looked(const TaskFeed::Outcome &outcome);
    void broke(const TaskError &error);
    void setState(State state, const std::optional<TaskError> &error);
    void readCounts();
    void readTypes();
    void readUsers();
    void readAside();
    void received(const Result<StatusCounts> &counts);

    TaskService &m_service;
    TaskFeed m_feed;
    RefreshScheduler m_scheduler;
    NotificationListener m_listener;
    QTimer m_reconnect;
    QTimer m_silence;
    State m_state = State::Connecting;
    std::optional<TaskSource> m_source;
    std::optional<TaskError> m_error;
    std::optional<StatusCounts> m_counts;
    std::optional<QStringList> m_types;
    QStringList m_users;
    QElapsedTimer m_sinceOpening;
    QElapsedTimer m_sinceAnswer;
    QElapsedTimer m_sinceCounted; // and types read
    Timestamp m_serverTime;
    qint64 m_queryMicroseconds = 0;
    int m_attempts = 0; // in vain, one after the other
    Latest m_latestOpening;
    bool m_opening = false;
    bool m_isBehind = false; // not read again since the link broke
    bool m_isSilent = false;
    bool m_listens = false; // the listener was started since the connection was opened
    bool m_countingExactly = false;
    int m_eyes = 0; // changes with those through which the tasks are seen: what others have seen is not shown
};

} // namespace watchbill
