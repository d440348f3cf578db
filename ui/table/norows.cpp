// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "table/norows.h"

#include "live/emptylist.h"
#include "live/taskmonitor.h"
#include "service/onfinished.h"
#include "service/taskservice.h"
#include "task/sentences.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace watchbill {

namespace {

using Action = TableAction;

// So long an empty table is taken to stay so; longer where it costs much to ask, as under row security.
constexpr std::chrono::milliseconds emptyFor = 10s;
constexpr int shareOfTime = 20;

} // namespace

NoRows::NoRows(TaskMonitor &monitor, QObject *parent)
    : QObject(parent)
    , m_monitor(monitor)
{
    connect(&monitor, &TaskMonitor::stateChanged, this, &NoRows::update);
    connect(&monitor, &TaskMonitor::refreshed, this, &NoRows::update);
}

TableMessage NoRows::message() const
{
    if (!m_monitor.error())
        return nothing();
    TableMessage message = failure();
    if (hasDetails(*m_monitor.error()))
        message.actions += Action::ShowDetails;
    return message;
}

TableMessage NoRows::failure() const
{
    const TaskSource source = m_monitor.source().value_or(TaskSource());
    const TaskError error = m_monitor.error().value_or(TaskError());
    switch (error.kind) {
    case TaskError::Kind::PermissionDenied:
        // A policy may need what the role has no right to, although it may read the table.
        if (source.maySelect)
            return {u"denied"_s, tr("No permission to read these tasks"), error.message, {Action::Refresh}};
        return {u"denied"_s,
                tr("No permission to read this table"),
                tr("The role %1 may not read %2.%3. Its owner can allow it with GRANT SELECT.")
                    .arg(source.viewpoint.role, source.schema, source.table),
                {Action::Refresh}};
    case TaskError::Kind::InvalidInput:
        return {u"filter-clear"_s, tr("Invalid filter"), error.message, {Action::ClearFilters}};
    case TaskError::Kind::Timeout:
        return {u"clock"_s, tr("The server took too long"), error.message, {Action::Refresh}};
    case TaskError::Kind::Cancelled:
        return {u"clock"_s,
                tr("Not loaded"),
                tr("Loading was cancelled before any tasks arrived. Resume to load them."),
                {Action::Resume}};
    default:
        return {u"error"_s, tr("Cannot read the tasks"), error.message, {Action::Refresh}};
    }
}

TableMessage NoRows::nothing() const
{
    const TaskFilter &filter = m_monitor.feed().shownQuery().filter;
    const EmptyList list = explainEmptyList(m_monitor.source().value_or(TaskSource()), filter, m_hasTasks);
    QVector<Action> actions{Action::LookAgain};
    if (!filter.isEmpty())
        actions += Action::ClearFilters;
    switch (list.cause) {
    case EmptyList::Cause::NoMatch:
        return {u"no-match"_s, tr("No matching tasks"), list.sentences, {Action::ClearFilters}};
    case EmptyList::Cause::RowSecurity:
        if (m_monitor.source()->viewpoint.viewAs)
            return {u"hidden"_s, tr("No tasks visible to this user"),
                    tr("Row security shows this user no tasks, or there is no such user."), actions};
        return {u"hidden"_s, tr("No tasks visible to this role"),
                joinSentences({list.sentences, tr("Connect with a service role to see all tasks.")}),
                actions};
    case EmptyList::Cause::Doubt:
        return {u"empty"_s, tr("No visible tasks"), list.sentences, actions};
    case EmptyList::Cause::EmptyTable:
        break;
    }
    const bool hasMarked = m_monitor.source() && m_monitor.source()->deletedAt;
    return {u"empty"_s, hasMarked ? tr("No tasks") : tr("No tasks yet"),
            filter.isEmpty() ? joinSentences({list.sentences, tr("New tasks appear here automatically.")})
                             : list.sentences,
            actions};
}

bool NoRows::isFilteredAway() const
{
    const TaskFeed &feed = m_monitor.feed();
    return m_monitor.state() == TaskMonitor::State::Live && m_monitor.source() && !m_monitor.error()
        && feed.hasPage() && feed.loaded().isEmpty() && !feed.shownQuery().filter.isEmpty();
}

void NoRows::update()
{
    if (!isFilteredAway()) {
        m_latest.drop(); // there is something to see
        m_isAsking = false;
        m_askedThrough.reset();
        m_hasTasks.reset();
        return;
    }
    const Viewpoint &viewpoint = m_monitor.source()->viewpoint;
    const bool isOld = !m_isAsking && m_hasTasks == false
        && m_sinceAsked.hasExpired(std::max(emptyFor, m_took * shareOfTime).count());
    if (m_askedThrough != viewpoint || isOld)
        ask(viewpoint);
}

void NoRows::ask(const Viewpoint &viewpoint)
{
    if (m_askedThrough != viewpoint)
        m_hasTasks.reset();
    m_askedThrough = viewpoint;
    m_sinceAsked.start();
    m_isAsking = true;
    onLatest(m_monitor.service().hasTasks(), this, m_latest, [this](const Result<bool> &hasTasks) {
        m_isAsking = false;
        m_took = std::chrono::milliseconds(m_sinceAsked.elapsed());
        m_hasTasks = hasTasks ? std::optional(*hasTasks) : std::nullopt;
        Q_EMIT changed();
    });
}

} // namespace watchbill
