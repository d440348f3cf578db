// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "live/loadedrows.h"
#include "live/querystate.h"
#include "task/latest.h"
#include "task/taskerror.h"

#include <QElapsedTimer>
#include <QObject>

#include <chrono>

namespace watchbill {

class TaskService;

/// Keeps a LoadedRows up to date: reads the pages that a view needs, re-reads the visible rows, and emits
/// each change as one edit. One request at a time; a new query cancels the one in progress.
class TaskFeed : public QObject
{
    Q_OBJECT

public:
    /// The rows that are visible.
    struct Viewport
    {
        int first = 0;
        int last = 0;
        bool isCalm = false; // scrolled away from the start, or something is selected: insert nothing above

        bool operator==(const Viewport &) const = default;
    };

    /// The outcome of the last request.
    struct Outcome
    {
        std::optional<TaskError> error;
        Timestamp serverTime;
        qint64 elapsedMicroseconds = 0;
        bool isStandby = false; // the server that answered
        bool isChange = false; // something is shown, or offered, that was not before
    };

    explicit TaskFeed(TaskService &service, QObject *parent = nullptr);

    const LoadedRows &loaded() const { return m_loaded; }

    /// Asking it for another query does not read anything; load() does.
    QueryState &queryState() { return m_query; }

    /// The query of the rows that are loaded; the one that is asked for may still be under way.
    const TaskQuery &shownQuery() const { return m_query.shown(); }
    const TaskQuery &query() const { return m_query.asked(); }
    bool isLoading() const { return m_underWay.has_value(); }

    /// How long the request in progress has taken; zero if there is none.
    std::chrono::milliseconds loadingFor() const;

    /// How long the server has not answered any request; zero if none is pending.
    std::chrono::milliseconds unansweredFor() const;

    /// After this silence the connection to an unreachable server is given up.
    static std::chrono::milliseconds longestDoubt();

    /// False until the first page has come.
    bool hasPage() const { return m_hasPage; }

    /// Whether every task that matches is loaded, and was read with the last answer.
    bool isWhole() const { return m_isWhole; }

    /// Number of new rows before the first loaded row that are not shown, up to TaskPage::newerLimit.
    int newer() const { return m_newer; }

    /// Whether a loaded task is pending or processing.
    bool hasActiveTask() const;

    /// Reads the query from its start. The shown rows stay until the answer arrives, and if it is an error.
    void load();

    /// Reads the query from the first visible row on, which stays in place.
    void loadFromHere();

    /// Drops the shown rows and the request in progress without a new request.
    void clear();

    /// Re-reads the visible rows.
    void refresh();

    void setViewport(const Viewport &viewport);
    const Viewport &viewport() const { return m_viewport; }

    /// Tasks to keep loaded even if they leave the filter.
    void setSelected(const QVector<TaskKey> &keys);

    /// Tasks that this program has removed from the table: their rows are removed at once, and an answer to an earlier
    /// request does not restore them.
    void tookAway(const QVector<TaskKey> &keys);

    void goToStart();
    void goToEnd();

    /// Shows the rows from a key on, which may leave out the last values of the query's sort; rows before it are loaded
    /// when scrolled to.
    void goTo(const TaskQuery &query, const SortKey &key);

    /// Cancels the request in progress. The shown rows stay, and so does their query.
    void cancel();

Q_SIGNALS:
    void aboutToEdit(const watchbill::RowEdit &edit);
    void edited(const watchbill::RowEdit &edit);
    void aboutToReset();
    void wasReset();
    void arrived(); // where goTo() asked for: at the first loaded row
    void newerChanged();
    void loadingChanged();
    void finished(const watchbill::TaskFeed::Outcome &outcome);
    void viewportChanged();

private:
    struct UnderWay
    {
        PageRequest request;
        bool isJump = false; // what is shown gives way
        bool isArrival = false; // somewhere else
        QSet<TaskKey> takenAway = {}; // since it was sent
    };

    PageRequest refreshRequest() const;
    void send(const UnderWay &next);
    void send(const PageRequest &request) { send(UnderWay{request}); }
    void receive(Result<TaskPage> &&page);
    bool show(const UnderWay &answered, TaskPage page); // whether that changes anything
    void replace(const LoadedRows &loaded);
    bool become(const LoadedRows &loaded);
    void fetchWhatIsNear();
    void trim();
    void setNewer(int newer);

    TaskService &m_service;
    LoadedRows m_loaded;
    QueryState m_query;
    Viewport m_viewport;
    QVector<TaskKey> m_selected;
    std::optional<SortKey> m_startKey; // of the first row when the start was last seen
    std::optional<UnderWay> m_underWay;
    QElapsedTimer m_sinceSent;
    QElapsedTimer m_sinceAsked; // since the first request that was not answered
    Latest m_latest;
    int m_newer = 0;
    bool m_hasPage = false;
    bool m_isWhole = false;
    bool m_refreshWanted = false;
};

} // namespace watchbill
