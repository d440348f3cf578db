// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "write/chunkloop.h"

#include "statement/expectedrows.h"

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds aimedAt{100};

// Errors about a row: its constraints, triggers, policies, and values that do not fit. A trigger may choose any code, such as
// PostgREST's PT403; so these are all but those of the connection, session, statement or server.
bool isOfRow(const QString &sqlState)
{
    static const QStringList others{u"08"_s, u"0A"_s, u"0P"_s, u"25"_s, u"26"_s, u"28"_s, u"2D"_s, u"3D"_s,
                                    u"3F"_s, u"42"_s, u"53"_s, u"57"_s, u"58"_s, u"F0"_s, u"HV"_s, u"XX"_s};
    return sqlState == "42501"_L1
        || (!sqlState.isEmpty() && std::none_of(others.begin(), others.end(), [&](const QString &beginning) {
               return sqlState.startsWith(beginning);
           }));
}

} // namespace

ChunkTrouble troubleOf(const TaskError &error)
{
    using Kind = TaskError::Kind;
    if (mayHaveBeenDone(error))
        return ChunkTrouble::Lost;
    if (error.kind == Kind::Connection)
        return ReconnectPolicy::isWorthRetrying(error) ? ChunkTrouble::Link : ChunkTrouble::Final;
    if (WriteLink::isOfChangedTable(error))
        return ChunkTrouble::Table;
    if (expectedrows::wereExceeded(error)) // of other chunks that would not even be noticed
        return ChunkTrouble::Final;
    if (error.sqlState == "40001"_L1 || error.sqlState == "40P01"_L1)
        return ChunkTrouble::Again;
    const bool keptServerWaiting =
        error.sqlState == "25P03"_L1; // with more than this disk takes in that time
    if (error.kind == Kind::Timeout || keptServerWaiting || isOfRow(error.sqlState))
        return ChunkTrouble::Rows;
    return ChunkTrouble::Final;
}

// By at most double or half: one chunk may have met a lock.
void ChunkSize::took(qsizetype rows, milliseconds time)
{
    if (rows < m_rows)
        return; // the last one, or part of one
    const double factor = double(aimedAt.count()) / double(std::max<qint64>(time.count(), 1));
    m_rows = std::clamp(qsizetype(double(m_rows) * std::clamp(factor, 0.5, 2.0)), m_fewest, most);
}

} // namespace watchbill
