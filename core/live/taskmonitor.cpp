// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "live/taskmonitor.h"

#include "live/countsbeside.h"
#include "service/onfinished.h"
#include "source/sourcesentences.h"
#include "statement/taskorder.h"

#include <QNetworkInformation>

using namespace std::chrono_literals;

namespace watchbill {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds asideInterval = 10s;
constexpr milliseconds silenceLimit = 5s;
constexpr milliseconds hopefulOpening = 5s; // after that a person's F5 begins another

} // namespace

TaskMonitor::TaskMonitor(TaskService &service, QObject *parent)
    : QObject(parent)
    , m_service(service)
    , m_feed(service)
{
    m_reconnect.setSingleShot(true);
    m_silence.setSingleShot(true);
    m_silence.setInterval(silenceLimit);
    m_silence.setTimerType(Qt::PreciseTimer); // what is said of it counts the seconds
    connect(&m_reconnect, &QTimer::timeout, this, [this] { open(); });
    connect(&m_silence, &QTimer::timeout, this, [this] { setSilent(m_feed.isLoading()); });
    connect(&queryState(), &QueryState::requested, this, &TaskMonitor::showQuery);
    connect(&m_feed, &TaskFeed::loadingChanged, this, &TaskMonitor::watchSilence);
    connect(&m_scheduler, &RefreshScheduler::tick, this, &TaskMonitor::look);
    connect(&m_feed, &TaskFeed::finished, this, &TaskMonitor::looked);
    connect(&m_feed, &TaskFeed::viewportChanged, &m_scheduler, &RefreshScheduler::stir);
    connect(&m_listener, &NotificationListener::notified, &m_scheduler, &RefreshScheduler::hint);
    watchNetwork();
}

// Not every system reports network changes.
void TaskMonitor::watchNetwork()
{
    if (!QNetworkInformation::loadBackendByFeatures(QNetworkInformation::Feature::Reachability))
        return;
    using Reachability = QNetworkInformation::Reachability;
    connect(QNetworkInformation::instance(), &QNetworkInformation::reachabilityChanged, this,
            [this](Reachability reachability) {
                if (reachability != Reachability::Disconnected)
                    retryNow();
            });
}

void TaskMonitor::start(const TaskQuery &query)
{
    queryState().set(query);
    open();
}

void TaskMonitor::open(Attempt attempt)
{
    if (m_opening && attempt == Attempt::UnlessUnderWay)
        return;
    m_opening = true;
    m_sinceOpening.start();
    m_reconnect.stop();
    onLatest(m_service.open(), this, m_latestOpening,
             [this](const Result<TaskSource> &source) { opened(source); });
}

void TaskMonitor::opened(const Result<TaskSource> &source)
{
    m_opening = false;
    if (!source) {
        broke(source.error());
        return;
    }
    adopt(*source);
}

void TaskMonitor::adopt(const TaskSource &source)
{
    m_reconnecting.succeeded();
    const bool isOtherView = m_source && m_source->viewpoint.viewAs != source.viewpoint.viewAs;
    m_source = source;
    if (isOtherView)
        forget();
    if (!taskorder::canSort(source, query().sort)) // it was remembered from another table
        queryState().set({query().filter, {}, query().keys});
    m_state = State::Live;
    m_error.reset();
    Q_EMIT stateChanged();
    // What is shown stays where it is after a broken link; only what changed is changed.
    if (m_feed.hasPage() && queryState().isShown())
        m_scheduler.trigger();
    else
        m_feed.load();
    readAside();
}

// The service reads the catalogue again when a request finds the table changed.
void TaskMonitor::adoptChangedTable(bool hasFailed)
{
    const auto now = m_service.source();
    if (!now || !m_source || m_opening || *now == *m_source)
        return;
    const TaskSource before = *m_source;
    m_source = now;
    if (!taskorder::canSort(*now, query().sort))
        queryState().set({query().filter, {}, query().keys});
    Q_EMIT stateChanged();
    // What was asked for was of the earlier table.
    if (hasFailed || before.key != now->key || before.number != now->number || !queryState().isShown())
        m_feed.load();
    if (const QString sentence = sourcesentences::changes(before, *now); !sentence.isEmpty()) {
        readAside();
        Q_EMIT tableChanged(sentence);
    }
}

// Nothing that one user may see must remain for another.
void TaskMonitor::forget()
{
    m_feed.clear();
    Q_EMIT m_aside.forgotten();
    Q_EMIT m_whenTyping.forgotten();
}

void TaskMonitor::setReadOnly(bool readOnly)
{
    m_service.setReadOnly(readOnly);
    if (const auto known = m_service.source(); known && m_source)
        m_source->restraint = known->restraint;
    Q_EMIT stateChanged();
}

void TaskMonitor::reconnect()
{
    if (m_state == State::Refused) // so that it is told also when it is refused again
        setState(State::Connecting, std::nullopt);
    open(Attempt::Anew);
}

void TaskMonitor::broke(const TaskError &error)
{
    m_listener.stop();
    m_listens = false;
    m_isBehind = true;
    if (!ReconnectPolicy::isWorthRetrying(error)) {
        setState(State::Refused, error);
        return;
    }
    m_reconnect.start(m_reconnecting.nextDelay());
    setState(State::Broken, error);
}

void TaskMonitor::setState(State state, const std::optional<TaskError> &error)
{
    if (m_state == state && m_error == error)
        return;
    m_state = state;
    m_error = error;
    Q_EMIT stateChanged();
}

bool TaskMonitor::isStale() const
{
    const bool hasFailed = m_error && m_error->kind != TaskError::Kind::InvalidInput
        && m_error->kind != TaskError::Kind::Cancelled;
    return m_state != State::Live || m_isBehind || m_isSilent || hasFailed;
}

// Each answer ends it, and the next request begins another.
void TaskMonitor::watchSilence()
{
    if (m_feed.isLoading()) {
        m_silence.start();
    } else {
        m_silence.stop();
        setSilent(false);
    }
}

void TaskMonitor::setSilent(bool isSilent)
{
    if (m_isSilent == isSilent)
        return;
    m_isSilent = isSilent;
    Q_EMIT stateChanged();
}

void TaskMonitor::look()
{
    if (m_state == State::Live)
        m_feed.refresh();
    else
        m_scheduler.finished(0ms, true); // reconnecting has its own pace
}

void TaskMonitor::looked(const TaskFeed::Outcome &outcome)
{
    if (outcome.error && outcome.error->kind == TaskError::Kind::Connection) {
        broke(*outcome.error);
        m_scheduler.finished(0ms, true);
        return;
    }
    setSilent(false);
    if (!outcome.error) {
        m_isBehind = false;
        m_sinceAnswer.start();
        m_serverTime = outcome.serverTime;
        m_queryMicroseconds = outcome.elapsedMicroseconds;
    }
    if (outcome.error && outcome.error->kind == TaskError::Kind::Cancelled)
        m_scheduler.setPaused(true);
    setState(State::Live, outcome.error);
    if (!outcome.error)
        Q_EMIT refreshed();
    // They keep to the list's pace: a window that is hidden, paused or quiet does not need them.
    if (!outcome.error && m_sinceReadAside.isValid() && m_sinceReadAside.hasExpired(asideInterval.count()))
        readAside();
    if (!outcome.error)
        Q_EMIT m_aside.listRead();
    const bool wasAlone = std::exchange(m_isAlone, m_service.hasOneConnection());
    if (m_isAlone && !wasAlone)
        m_listener.stop(
            tr("The server allows this login only one connection, which is used for the list. The list is "
               "polled every few seconds instead."));
    else if (!m_isAlone && !outcome.error && !std::exchange(m_listens, true))
        m_service.listen(m_listener); // not before the first rows, which have the whole way for themselves
    m_scheduler.finished(milliseconds(outcome.elapsedMicroseconds / 1000),
                         outcome.error || outcome.isChange || m_feed.hasActiveTask());
    adoptChangedTable(outcome.error.has_value());
    // It was promoted, or another has taken its place: what may be done here is not what it was.
    if (!outcome.error && !m_opening && m_source && m_source->server.standby != outcome.isStandby) {
        m_listens = false;
        open();
    }
}

void TaskMonitor::refresh()
{
    if (m_state != State::Live) {
        const bool isHopeless = m_opening && m_sinceOpening.hasExpired(hopefulOpening.count());
        open(isHopeless ? Attempt::Anew : Attempt::UnlessUnderWay);
        return;
    }
    m_scheduler.trigger();
    m_scheduler.stir();
    Q_EMIT m_aside.expired();
    readAside();
}

void TaskMonitor::reload()
{
    if (m_state != State::Live)
        return;
    m_feed.load();
    m_counts.stop();
    m_viewCounts.forget();
    readAside();
}

void TaskMonitor::retryNow()
{
    if (m_state == State::Broken || m_state == State::Connecting)
        open(Attempt::Anew);
}

void TaskMonitor::goToTime(const Timestamp &time)
{
    const TaskField field = query().sort.field;
    goTo(field == TaskField::CreatedAt || field == TaskField::UpdatedAt ? query().sort : TaskSort(), time);
}

void TaskMonitor::goToCreation(const Timestamp &time)
{
    goTo(query().sort.field == TaskField::CreatedAt ? query().sort : TaskSort(), time);
}

void TaskMonitor::goTo(const TaskSort &sort, const Timestamp &time)
{
    const TaskQuery byTime{query().filter, sort, query().keys};
    if (m_state == State::Live)
        m_feed.goTo(byTime, {{time.toIso8601()}});
    else
        queryState().set(byTime);
}

void TaskMonitor::cancel()
{
    m_feed.cancel();
}

void TaskMonitor::showQuery(const TaskQuery &before)
{
    const bool isUnderWay = query() == before && !m_feed.hasPage();
    if (m_state != State::Live || isUnderWay)
        return;
    const bool hasOtherKeys =
        before.keys != query().keys && before.filter == query().filter && before.sort == query().sort;
    if (hasOtherKeys)
        m_feed.loadFromHere(); // with other columns
    else
        m_feed.load();
    Q_EMIT m_aside.queryChanged(before);
}

void TaskMonitor::readAside()
{
    m_sinceReadAside.start();
    Q_EMIT m_aside.due();
}

std::optional<TaskAccess> TaskMonitor::access() const
{
    return m_source ? std::optional<TaskAccess>(*m_source) : m_service.reached();
}

std::optional<StatusCounts> TaskMonitor::countsBesideList() const
{
    if (!m_counts || !m_counts.isOf(query().filter))
        return std::nullopt;
    return m_feed.hasPage() && m_feed.query() == m_feed.shownQuery() ? countsBeside(m_feed, *m_counts)
                                                                     : *m_counts;
}

std::optional<Count> TaskMonitor::totalBesideList() const
{
    const auto counts = m_feed.hasPage() && m_feed.query().filter == m_feed.shownQuery().filter
        ? countsBesideList()
        : std::nullopt;
    return counts ? std::optional(totalBeside(m_feed, *counts)) : std::nullopt;
}

std::optional<milliseconds> TaskMonitor::age() const
{
    return m_sinceAnswer.isValid() ? std::optional(milliseconds(m_sinceAnswer.elapsed())) : std::nullopt;
}

Timestamp TaskMonitor::serverNow() const
{
    if (!m_sinceAnswer.isValid())
        return Timestamp::fromDateTime(QDateTime::currentDateTimeUtc());
    return Timestamp(m_serverTime.microseconds() + m_sinceAnswer.nsecsElapsed() / 1000);
}

Timestamp TaskMonitor::knownUntil() const
{
    return isStale() && m_sinceAnswer.isValid() ? m_serverTime : serverNow();
}

milliseconds TaskMonitor::untilReconnect() const
{
    return m_reconnect.isActive() ? m_reconnect.remainingTimeAsDuration() : 0ms;
}

} // namespace watchbill
