// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "journal/run.h"

#include <numeric>

using namespace Qt::StringLiterals;

namespace watchbill {

QString toText(RowState state)
{
    switch (state) {
    case RowState::Going:
        return u"going"_s;
    case RowState::Done:
        return u"done"_s;
    case RowState::Returning:
        return u"returning"_s;
    case RowState::Undone:
        return u"undone"_s;
    case RowState::Gone:
        return u"gone"_s;
    case RowState::Changed:
        return u"changed"_s;
    case RowState::Refused:
        return u"refused"_s;
    case RowState::Ambiguous:
        return u"ambiguous"_s;
    case RowState::Diverted:
        return u"diverted"_s;
    }
    return {};
}

const QVector<RowState> &statesLeftAlone()
{
    static const QVector<RowState> states{RowState::Refused, RowState::Changed, RowState::Gone,
                                          RowState::Diverted, RowState::Ambiguous};
    return states;
}

const QVector<RowState> &statesUnsettled()
{
    static const QVector<RowState> states{RowState::Going, RowState::Returning};
    return states;
}

qint64 Run::count(const QVector<RowState> &states) const
{
    return std::accumulate(states.begin(), states.end(), qint64(0),
                           [this](qint64 sum, RowState state) { return sum + rows.value(state); });
}

bool deletesTasks(Run::Kind kind)
{
    return kind == Run::Kind::Delete || kind == Run::Kind::Mark;
}

bool makesNewTasks(Run::Kind kind)
{
    return kind == Run::Kind::RunAgain || kind == Run::Kind::Create;
}

QString toText(Run::Kind kind)
{
    switch (kind) {
    case Run::Kind::Delete:
        return u"delete"_s;
    case Run::Kind::Mark:
        return u"mark"_s;
    case Run::Kind::ChangeStatus:
        return u"set-status"_s;
    case Run::Kind::RunAgain:
        return u"rerun"_s;
    case Run::Kind::Create:
        return u"create"_s;
    case Run::Kind::Undo:
        return u"undo"_s;
    }
    return {};
}

QString toText(Run::State state)
{
    switch (state) {
    case Run::State::Running:
        return u"running"_s;
    case Run::State::Done:
        return u"done"_s;
    case Run::State::Cancelled:
        return u"cancelled"_s;
    case Run::State::Failed:
        return u"failed"_s;
    case Run::State::Interrupted:
        return u"interrupted"_s;
    }
    return {};
}

bool isOfSameTable(const Run &one, const Run &other)
{
    const bool isSamePlace =
        one.place == other.place || (!one.profile.isEmpty() && one.profile == other.profile);
    // One address may lead to several servers, as through tunnels.
    const bool isOtherCluster =
        !one.cluster.isEmpty() && !other.cluster.isEmpty() && one.cluster != other.cluster;
    return isSamePlace && !isOtherCluster && one.database == other.database && one.schema == other.schema
        && one.table == other.table;
}

} // namespace watchbill
