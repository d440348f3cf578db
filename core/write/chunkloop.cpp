// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "write/chunkloop.h"

#include "statement/expectedrows.h"

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds aimedAt{100};
constexpr qsizetype fewest = 10;
constexpr qsizetype most = 5'000;

// Errors about a row: its constraints, triggers, policies, and values that do not fit.
bool isOfRow(const QString &sqlState)
{
    static const QStringList beginnings{u"22"_s, u"23"_s, u"27"_s, u"38"_s,   u"39"_s,
                                        u"44"_s, u"55"_s, u"P0"_s, u"42501"_s};
    return std::any_of(beginnings.begin(), beginnings.end(),
                       [&](const QString &beginning) { return sqlState.startsWith(beginning); });
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
    if (error.kind == Kind::Timeout || isOfRow(error.sqlState))
        return ChunkTrouble::Rows;
    return ChunkTrouble::Final;
}

// By at most double or half: one chunk may have met a lock.
void ChunkSize::took(qsizetype rows, milliseconds time)
{
    if (rows < m_rows)
        return; // the last one, or part of one
    const double factor = double(aimedAt.count()) / double(std::max<qint64>(time.count(), 1));
    m_rows = std::clamp(qsizetype(double(m_rows) * std::clamp(factor, 0.5, 2.0)), fewest, most);
}

} // namespace watchbill
