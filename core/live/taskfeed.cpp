// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "live/taskfeed.h"

#include "postgres/databasethread.h"

#include "service/onfinished.h"
#include "service/taskservice.h"

#include <algorithm>
#include <utility>

namespace watchbill {

namespace {

using Start = PageRequest::Start;

constexpr int pageSize = 200;
constexpr int margin = 50; // rows read again above and below the visible ones
constexpr int nearEnd = 100; // so close to an end of the loaded rows the next page is fetched
constexpr int mostRows = 2'000; // held; beyond that the rows far from the view are let go
constexpr int keptAround = 500; // rows held on each side of the view when letting go
constexpr int mostWatched = 1'000;

TaskPage without(TaskPage page, const QSet<TaskKey> &keys)
{
    if (keys.isEmpty())
        return page;
    page.rows.removeIf([&](const TaskRow &one) { return keys.contains(one.task.key()); });
    page.watched.removeIf([&](const WatchedTask &one) { return keys.contains(one.task.key()); });
    return page;
}

} // namespace

TaskFeed::TaskFeed(TaskService &service, QObject *parent)
    : QObject(parent)
    , m_service(service)
{
}

void TaskFeed::load()
{
    PageRequest request;
    request.query = query();
    request.limit = pageSize;
    send(request);
}

void TaskFeed::loadFromHere()
{
    const int first = m_viewport.first;
    if (first == 0 || first >= m_loaded.size())
        return load();
    PageRequest request;
    request.query = query();
    request.limit = pageSize;
    request.start = Start::From;
    request.key = m_loaded.rows()[first].key;
    send({request, true});
}

void TaskFeed::clear()
{
    m_latest.drop();
    m_underWay.reset();
    m_refreshWanted = false;
    m_hasPage = false;
    m_isWhole = false;
    m_selected.clear();
    m_startKey.reset();
    m_viewport = {};
    setNewer(0);
    replace({});
}

void TaskFeed::refresh()
{
    if (m_underWay)
        m_refreshWanted = true;
    else
        send(refreshRequest());
}

void TaskFeed::setViewport(const Viewport &viewport)
{
    if (m_viewport == viewport)
        return;
    m_viewport = viewport;
    Q_EMIT viewportChanged();
    fetchWhatIsNear();
}

void TaskFeed::setSelected(const QVector<TaskKey> &keys)
{
    m_selected = keys.mid(0, mostWatched);
}

void TaskFeed::tookAway(const QVector<TaskKey> &keys)
{
    const QSet<TaskKey> gone(keys.begin(), keys.end());
    if (m_underWay)
        m_underWay->takenAway.unite(gone);
    m_selected.removeIf([&](const TaskKey &key) { return gone.contains(key); });
    become(m_loaded.without(gone));
}

bool TaskFeed::hasActiveTask() const
{
    return std::any_of(m_loaded.rows().begin(), m_loaded.rows().end(), [](const LoadedRow &row) {
        return row.presence != LoadedRow::Presence::Deleted && row.task.status.isActive();
    });
}

void TaskFeed::goToStart()
{
    m_viewport = {};
    load();
}

void TaskFeed::goToEnd()
{
    if (m_loaded.reachedEnd())
        return;
    PageRequest request;
    request.query = query();
    request.start = Start::Last;
    request.limit = pageSize;
    send(request);
}

void TaskFeed::goTo(const TaskQuery &query, const SortKey &key)
{
    m_query.set(query);
    PageRequest request;
    request.query = query;
    request.start = Start::From;
    request.key = key;
    request.limit = pageSize;
    request.countBefore = m_startKey;
    send({request, true, true});
}

void TaskFeed::cancel()
{
    m_refreshWanted = false;
    if (m_underWay)
        m_service.cancelPage();
}

std::chrono::milliseconds TaskFeed::loadingFor() const
{
    return std::chrono::milliseconds(m_underWay ? m_sinceSent.elapsed() : 0);
}

std::chrono::milliseconds TaskFeed::unansweredFor() const
{
    return std::chrono::milliseconds(m_underWay ? m_sinceAsked.elapsed() : 0);
}

std::chrono::milliseconds TaskFeed::longestDoubt()
{
    return DatabaseThread::longestDoubt;
}

// The visible rows and a margin, from a key on: what has vanished is missing in the answer, what has
// changed is in it as it is now.
PageRequest TaskFeed::refreshRequest() const
{
    PageRequest request;
    request.query = query();
    request.watched = m_selected;
    request.countBefore = m_startKey;
    const int first = std::max(0, m_viewport.first - margin);
    const int last = std::min(m_loaded.size() - 1, m_viewport.last + margin);
    request.limit = std::max(pageSize, last - first + 1);
    const bool followsStart =
        m_loaded.isEmpty() || (!m_viewport.isCalm && first == 0 && m_loaded.reachedStart());
    if (followsStart || !m_query.isShown())
        return request;
    // A row that is kept only for its selection has an old key: begin at one that is listed.
    int from = first;
    while (from > 0 && m_loaded.rows()[from].presence != LoadedRow::Presence::Listed)
        --from;
    request.start = Start::From;
    request.key = m_loaded.rows()[from].key;
    return request;
}

void TaskFeed::send(const UnderWay &next)
{
    const bool wasLoading = isLoading();
    m_refreshWanted = false;
    m_underWay = next;
    PageRequest &request = m_underWay->request;
    if (request.query != shownQuery())
        request.countBefore.reset();
    m_sinceSent.start();
    if (!wasLoading)
        m_sinceAsked.start();
    onLatest(m_service.page(request), this, m_latest,
             [this](Result<TaskPage> &&page) { receive(std::move(page)); });
    if (!wasLoading)
        Q_EMIT loadingChanged();
}

void TaskFeed::receive(Result<TaskPage> &&page)
{
    const UnderWay answered = *std::exchange(m_underWay, std::nullopt);
    if (answered.isJump && answered.request.start == Start::From && page && page->rows.isEmpty()) {
        PageRequest nearest = answered.request;
        nearest.start = Start::Last;
        nearest.key.reset();
        send({nearest, true});
        return;
    }
    Outcome outcome;
    if (page) {
        outcome.serverTime = page->serverTime;
        outcome.isStandby = page->isStandby;
        outcome.elapsedMicroseconds = page->elapsedMicroseconds;
        outcome.isChange = show(answered, without(std::move(*page), answered.takenAway));
    } else {
        outcome.error = page.error();
        if (m_hasPage && page.error().kind == TaskError::Kind::Cancelled)
            m_query.restoreShown();
    }
    Q_EMIT finished(outcome);
    if (m_underWay)
        return; // a receiver of the signal asked for more
    if (m_refreshWanted && page)
        send(refreshRequest());
    else if (page)
        fetchWhatIsNear();
    if (!m_underWay)
        Q_EMIT loadingChanged();
}

bool TaskFeed::show(const UnderWay &answered, TaskPage page)
{
    const PageRequest &request = answered.request;
    const bool isOtherQuery = !m_hasPage || request.query != shownQuery();
    const bool isOther = isOtherQuery || answered.isJump;
    const int newerBefore = m_newer;
    const int newer = page.newer;
    const qsizetype listed = page.rows.size();
    if (isOtherQuery) {
        m_startKey.reset();
        setNewer(0);
    }
    bool isChange = isOther;
    m_hasPage = true;
    m_query.setShown(request.query);
    if (isOther) {
        m_viewport = {};
        replace(LoadedRows().merged(request, std::move(page)));
        if (answered.isArrival)
            Q_EMIT arrived();
    } else {
        isChange = become(m_loaded.merged(request, std::move(page)));
    }
    if (m_loaded.reachedStart()
        && (request.start == Start::First || request.start == Start::Before || isOther)) {
        m_startKey = m_loaded.isEmpty() ? std::nullopt : std::optional(m_loaded.rows().first().key);
        setNewer(0);
    } else if (request.countBefore) {
        setNewer(newer);
    }
    m_isWhole =
        m_loaded.reachedStart() && m_loaded.reachedEnd() && m_newer == 0 && m_loaded.listedSize() == listed;
    if (m_loaded.size() > mostRows)
        trim();
    return isChange || m_newer != newerBefore;
}

void TaskFeed::replace(const LoadedRows &loaded)
{
    Q_EMIT aboutToReset();
    m_loaded = loaded;
    Q_EMIT wasReset();
}

bool TaskFeed::become(const LoadedRows &loaded)
{
    const QVector<RowEdit> edits = difference(m_loaded.rows(), loaded.rows());
    for (const RowEdit &edit : edits) {
        Q_EMIT aboutToEdit(edit);
        m_loaded.apply(edit);
        Q_EMIT edited(edit);
    }
    m_loaded.setBounds(loaded);
    return !edits.isEmpty();
}

void TaskFeed::fetchWhatIsNear()
{
    if (m_underWay || m_loaded.isEmpty() || !m_query.isShown())
        return;
    PageRequest request;
    request.query = query();
    request.limit = pageSize;
    request.watched = m_selected;
    request.countBefore = m_startKey;
    if (!m_loaded.reachedEnd() && m_viewport.last + nearEnd >= m_loaded.size()) {
        request.start = Start::After;
        request.key = m_loaded.rows().last().key;
        send(request);
    } else if (!m_loaded.reachedStart() && m_viewport.first < nearEnd) {
        request.start = Start::Before;
        request.key = m_loaded.rows().first().key;
        send(request);
    }
}

// Never lets go of a selected row.
void TaskFeed::trim()
{
    int first = m_viewport.first - keptAround;
    int last = m_viewport.last + keptAround;
    const QSet<TaskKey> selected(m_selected.begin(), m_selected.end());
    for (int i = 0; i < m_loaded.size(); ++i) {
        if (selected.contains(m_loaded.rows()[i].task.key())) {
            first = std::min(first, i);
            last = std::max(last, i);
        }
    }
    become(m_loaded.trimmed(first, last));
}

void TaskFeed::setNewer(int newer)
{
    if (m_newer == newer)
        return;
    m_newer = newer;
    Q_EMIT newerChanged();
}

} // namespace watchbill
