// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "table/monitormessages.h"

#include "advice/ownerstatements.h"
#include "live/taskmonitor.h"
#include "service/taskservice.h"
#include "source/sourcesentences.h"
#include "statement/taskorder.h"
#include "task/sentences.h"
#include "task/shownzone.h"

#include <QCoreApplication>
#include <QDateTime>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace watchbill {

namespace {

using State = TaskMonitor::State;
using Action = TableAction;
using Level = Banner::Level;
using std::chrono::ceil, std::chrono::floor, std::chrono::seconds;

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::MonitorMessages)
};

constexpr auto longWait = 1s; // a shorter wait needs no explanation

} // namespace

MonitorMessages::MonitorMessages(TaskMonitor &monitor)
    : m_monitor(monitor)
{
}

std::optional<TableMessage> MonitorMessages::insteadOfRows() const
{
    switch (m_monitor.state()) {
    case State::Connecting:
        return waiting();
    case State::Broken:
    case State::Refused:
        return refused();
    case State::Live:
        break;
    }
    const bool isAnswered = m_monitor.feed().hasPage() || m_monitor.error();
    return isAnswered ? std::nullopt : std::optional(waiting());
}

std::optional<BannerMessage> MonitorMessages::banner() const
{
    if (m_monitor.feed().loaded().isEmpty())
        return withheld();
    if (m_monitor.state() != State::Live)
        return broken();
    return m_monitor.error() ? failed(*m_monitor.error()) : slow();
}

bool MonitorMessages::hasUnindexedSort() const
{
    const auto &source = m_monitor.source();
    return source && !taskorder::isIndexed(*source, m_monitor.feed().query().sort);
}

std::optional<QueryAdvice> MonitorMessages::adviceOnFilter() const
{
    const auto &source = m_monitor.source();
    return source ? queryadvice::of(*source, m_monitor.feed().query().filter) : std::nullopt;
}

QString MonitorMessages::indexStatement() const
{
    if (hasUnindexedSort())
        return ownerstatements::index(*m_monitor.source(), m_monitor.feed().query().sort);
    return adviceOnFilter().value_or(QueryAdvice()).statement;
}

// What can be said of a request that takes long.
QString MonitorMessages::reasonToWait() const
{
    const TaskQuery &query = m_monitor.feed().query();
    const auto &source = m_monitor.source();
    if (source && source->kind == RelationKind::View)
        return Texts::tr("The speed of a view depends on its query and the tables behind it.");
    if (source && source->isElsewhere())
        return Texts::tr("The tasks come from another server.");
    if (hasUnindexedSort())
        return Texts::tr(
            "No index supports this sort, so the server scans the whole table for each page. It may "
            "also be busy or waiting for a lock.");
    if (const auto advice = adviceOnFilter())
        return advice->sentences;
    if (!query.filter.isEmpty())
        return Texts::tr("Few tasks match, or the server is busy or waiting for a lock.");
    return Texts::tr("The server is busy or waiting for a lock, or the network is slow.");
}

// How long a silence can last. Until the first of these has passed, the link may still be alive.
QString MonitorMessages::endOfSilence() const
{
    const auto doubt = ceil<seconds>(TaskFeed::longestDoubt() - m_monitor.feed().unansweredFor());
    if (doubt.count() > 0)
        return Texts::tr("If the connection is dead, a new one opens within %1 s.").arg(doubt.count());
    const seconds limit = m_monitor.service().profile().timeLimit;
    const auto left = ceil<seconds>(limit - m_monitor.feed().loadingFor());
    if (left.count() > 0)
        return Texts::tr("The server is reachable. It reaches its time limit in %1 s.").arg(left.count());
    return Texts::tr("The time limit of %1 s has passed: a new connection opens soon.").arg(limit.count());
}

TableMessage MonitorMessages::waiting() const
{
    if (m_monitor.state() == State::Connecting)
        return {u"connect"_s,
                Texts::tr("Connecting…"),
                Texts::tr("Waiting for the server's answer."),
                {Action::ChangeConnection}};
    const auto waited = floor<seconds>(m_monitor.feed().loadingFor());
    if (waited < longWait)
        return {u"clock"_s, Texts::tr("Waiting for the first tasks…"), {}, {}};
    QVector<Action> actions{Action::Cancel};
    if (!indexStatement().isEmpty())
        actions += Action::CopyIndexStatement;
    return {u"clock"_s, Texts::tr("Waiting for the first tasks…"),
            joinSentences({Texts::tr("Waiting for %1 s.").arg(waited.count()), reasonToWait()}), actions};
}

TableMessage MonitorMessages::refused() const
{
    const TaskError error = m_monitor.error().value_or(TaskError());
    TableMessage message{u"offline"_s,
                         Texts::tr("No connection"),
                         error.message,
                         {Action::Reconnect, Action::ChangeConnection}};
    const bool isDenied = error.kind == TaskError::Kind::Authentication
        || (error.kind == TaskError::Kind::PermissionDenied && !m_monitor.service().reached());
    if (isDenied)
        message = {u"denied"_s, Texts::tr("The login was refused"), error.message,
                   needsPassword(error) ? QVector{Action::EnterPassword, Action::ChangeConnection}
                                        : QVector{Action::ChangeConnection}};
    else if (m_monitor.state() == State::Refused)
        message = {u"table"_s, Texts::tr("Cannot show tasks"), error.message, {Action::ChangeConnection}};
    if (!error.remedy.isEmpty())
        message.actions.prepend(Action::CopyRemedy);
    if (hasDetails(error))
        message.actions += Action::ShowDetails;
    return message;
}

QString MonitorMessages::dataFrom() const
{
    const QDateTime time = QDateTime::currentDateTime().toTimeZone(shownZone());
    return Texts::tr("Data from %1.")
        .arg(time.addMSecs(-m_monitor.age().value_or(0ms).count()).toString(u"HH:mm:ss"_s));
}

BannerMessage MonitorMessages::broken() const
{
    const TaskError error = m_monitor.error().value_or(TaskError());
    const auto wait = ceil<seconds>(m_monitor.untilReconnect());
    const QString next = m_monitor.state() == State::Refused ? QString()
        : wait.count() > 0 ? Texts::tr("Retrying in %1 s.").arg(wait.count())
                           : Texts::tr("Retrying now.");
    return {Level::Error, joinSentences({dataFrom(), error.message, next}), {Action::Reconnect}};
}

BannerMessage MonitorMessages::failed(const TaskError &error) const
{
    if (error.kind == TaskError::Kind::InvalidInput)
        return {Level::Error,
                joinSentences(
                    {Texts::tr("Invalid filter: the tasks shown match the previous one."), error.message}),
                {Action::ClearFilters}};
    if (error.kind == TaskError::Kind::Cancelled)
        return {Level::Warning,
                joinSentences({dataFrom(), Texts::tr("Reading was cancelled, and refresh is paused.")}),
                {Action::Resume}};
    QVector<Action> actions{Action::Refresh};
    if (hasDetails(error))
        actions += Action::ShowDetails;
    return {Level::Error, joinSentences({dataFrom(), error.message}), actions};
}

// A request that takes long, or a query that always will.
std::optional<BannerMessage> MonitorMessages::slow() const
{
    const auto waited = floor<seconds>(m_monitor.feed().loadingFor());
    const bool isWaiting = waited >= longWait;
    QVector<Action> actions;
    if (!indexStatement().isEmpty())
        actions += Action::CopyIndexStatement;
    if (isWaiting || m_monitor.isSilent())
        actions += Action::Cancel;
    if (m_monitor.isSilent()) {
        const auto silence = floor<seconds>(m_monitor.feed().unansweredFor());
        return BannerMessage{Level::Error,
                             joinSentences({Texts::tr("No answer for %1 s.").arg(silence.count()), dataFrom(),
                                            reasonToWait(), endOfSilence()}),
                             actions};
    }
    if (isWaiting)
        return BannerMessage{
            Level::Warning,
            joinSentences({Texts::tr("Waiting for %1 s.").arg(waited.count()), reasonToWait()}), actions};
    const auto &source = m_monitor.source();
    if (source && !source->viewpoint.fallbackReason.isEmpty()) // the graver news
        return withheld();
    // Of a view, or of another server's table, the indexes are not known.
    if (source && source->canHaveIndexes() && hasUnindexedSort())
        return BannerMessage{
            Level::Warning,
            joinSentences({Texts::tr("No index supports this sort, so each refresh scans the whole table."),
                           sourcesentences::withheldColumns(*source)}),
            actions};
    if (const auto advice = adviceOnFilter())
        return BannerMessage{Level::Warning, advice->sentences, actions};
    return withheld();
}

// What this role does not see.
std::optional<BannerMessage> MonitorMessages::withheld() const
{
    const auto &source = m_monitor.source();
    if (!source)
        return std::nullopt;
    const Viewpoint &viewpoint = source->viewpoint;
    if (!viewpoint.fallbackReason.isEmpty())
        return BannerMessage{Level::Warning, viewpoint.fallbackReason,
                             viewpoint.serviceNeedsPassword ? QVector{Action::EnterPassword}
                                                            : QVector<Action>()};
    const QString columns = sourcesentences::withheldColumns(*source);
    return columns.isEmpty() ? std::nullopt : std::optional(BannerMessage{Level::Warning, columns});
}

} // namespace watchbill
