// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "runrecord.h"

#include "journal/runfacts.h"

#include <QCoreApplication>

#include <numeric>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::RunRecord)
};

// All of them, also those that are none.
Records::Record countsOf(const Run &run)
{
    Records::Record counts;
    for (const RowState state : QVector{RowState::Done, RowState::Undone} + statesLeftAlone())
        counts.append({toText(state), run.rows.value(state)});
    counts.append({u"unknown"_s, run.count(statesUnsettled())});
    return counts;
}

// Where the server has not said why, and the state alone does not tell.
QString silentReason(RowState state, Run::Kind kind)
{
    switch (state) {
    case RowState::Refused:
        return Texts::tr(
            "The server left it as it was, without an error: by row security, a trigger or a rule.");
    case RowState::Ambiguous:
        return Texts::tr("Other tasks have the same id.");
    case RowState::Diverted:
        return deletesTasks(kind)
            ? Texts::tr("A trigger or rule on the table changed or replaced the task instead of removing it.")
            : Texts::tr("A trigger or rule on the table changed the task in another way.");
    default:
        return {};
    }
}

} // namespace

Records::Record recordOf(const Run &run)
{
    Records::Record counts{{u"asked"_s, run.asked}};
    for (const auto &[name, count] : countsOf(run)) {
        if (count.toLongLong() > 0)
            counts.append({name, count});
    }
    return {{u"run"_s, run.number},
            {u"begun"_s, QVariant::fromValue(run.begun)},
            {u"ended"_s, run.ended ? QVariant::fromValue(*run.ended) : QVariant()},
            {u"state"_s, toText(run.state)},
            {u"kind"_s, toText(run.kind)},
            {u"counts"_s, QVariant::fromValue(counts)},
            {u"undoes"_s, run.undoes > 0 ? QVariant(run.undoes) : QVariant()},
            {u"profile"_s, orNothing(run.profile)},
            {u"place"_s, run.place},
            {u"table"_s, run.schema + u'.' + run.table},
            {u"role"_s, run.role},
            {u"query"_s, run.query},
            {u"details"_s, orNothing(describedDetails(run))},
            {u"error"_s, orNothing(run.error)},
            {u"rows_kept"_s, run.rowsKept}};
}

Records::Record recordOf(const JournalRow &row, Run::Kind kind)
{
    return {{u"number"_s, row.number},
            {u"id"_s, row.key.id.toText()},
            {u"rest_of_key"_s, orNothing(row.key.rest.join(", "_L1))},
            {u"state"_s, toText(row.state)},
            {u"reason"_s, orNothing(row.reason.isEmpty() ? silentReason(row.state, kind) : row.reason)}};
}

Records::Record reportOn(const Run &run, const QVector<JournalRow> &leftAlone, const QStringList &newIds)
{
    Records::List reasons;
    for (const JournalRow &row : leftAlone)
        reasons += recordOf(row, run.kind);
    const qint64 reached = std::accumulate(run.rows.begin(), run.rows.end(), qint64(0));
    return Records::Record{{u"run"_s, run.number > 0 ? QVariant(run.number) : QVariant()},
                           {u"state"_s, toText(run.state)},
                           {u"asked"_s, run.asked}}
    + countsOf(run)
        + Records::Record{{u"not_reached"_s, std::max<qint64>(0, run.asked - reached)},
                          {u"error"_s, orNothing(run.error)},
                          {u"reasons"_s, QVariant::fromValue(reasons)}}
    + (run.kind == Run::Kind::RunAgain ? Records::Record{{u"new_ids"_s, newIds}} : Records::Record());
}

qint64 leftAloneIn(const Run &run)
{
    const qint64 count = run.count(statesUnsettled() + statesLeftAlone());
    return deletesTasks(run.kind) ? count - run.rows.value(RowState::Gone) : count;
}

} // namespace watchbill
