// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "journal/journal.h"
#include "journal/journalfile.h"

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

constexpr int removedAtOnce = 8; // blocks; others can write in between

const QString &selectKept()
{
    static const QString select =
        u"SELECT number FROM runs WHERE kept = 1 AND EXISTS (SELECT 1 FROM spans WHERE "
        "run = runs.number) "_s;
    return select;
}

} // namespace

Result<int> Journal::keepWithin(int days, qint64 bytes)
{
    // What a program that ended meanwhile has left.
    if (const auto removed = removeDropped(); !removed)
        return Failure(removed.error());
    int runs = 0;
    const qint64 oldest =
        Timestamp::fromDateTime(QDateTime::currentDateTimeUtc().addDays(-days)).microseconds();
    const auto old =
        m_file->numbers(selectKept() + u"AND coalesce(ended, begun) < ? ORDER BY number"_s, {oldest});
    if (!old)
        return Failure(old.error());
    for (const qint64 run : *old) {
        const auto dropped = forget(run);
        if (!dropped)
            return Failure(dropped.error());
        runs += *dropped ? 1 : 0;
    }
    const auto kept = m_file->numbers(selectKept() + u"ORDER BY number"_s);
    if (!kept)
        return Failure(kept.error());
    for (const qint64 run : *kept) {
        const auto taken = size();
        if (!taken)
            return Failure(taken.error());
        if (*taken <= bytes)
            break;
        const auto dropped = forget(run);
        if (!dropped)
            return Failure(dropped.error());
        runs += *dropped ? 1 : 0;
    }
    // The file gets smaller when what SQLite has written beside it is carried over.
    return m_file->run(u"PRAGMA wal_checkpoint(TRUNCATE)"_s).map([runs](const QSqlQuery &) { return runs; });
}

Result<bool> Journal::forget(qint64 run)
{
    const auto dropped = m_file->change([&]() -> Result<bool> {
        const auto busy = isBusy(run);
        if (!busy || *busy)
            return busy ? Result<bool>(false) : Failure(busy.error());
        const auto marked = m_file->run(
            u"UPDATE runs SET kept = 0 WHERE number = ? AND kept = 1 AND EXISTS (SELECT 1 FROM spans WHERE run = runs.number) AND "
            "NOT EXISTS (SELECT 1 FROM spans WHERE run = runs.number AND state IN (1, 3))"_s,
            {run});
        if (!marked || marked->numRowsAffected() == 0)
            return marked ? Result<bool>(false) : Failure(marked.error());
        return m_file
            ->run(u"INSERT INTO former SELECT run, state, sum(last - first + 1) FROM spans WHERE run = ? "
                  "GROUP BY state"_s,
                  {run})
            .map([](const QSqlQuery &) { return true; });
    });
    return dropped.and_then([this](bool isAny) { return removeDropped().map([isAny] { return isAny; }); });
}

Result<void> Journal::removeDropped()
{
    for (bool isMore = true; isMore;) {
        const auto removed = m_file->change([&]() -> Result<void> {
            const auto blocks = m_file->numbers(
                u"SELECT block FROM spans WHERE run = (SELECT number FROM runs WHERE kept = 0 AND EXISTS "
                "(SELECT 1 FROM spans WHERE run = runs.number) LIMIT 1) GROUP BY block LIMIT ?"_s,
                {removedAtOnce});
            if (!blocks)
                return Failure(blocks.error());
            isMore = !blocks->isEmpty();
            for (const qint64 block : *blocks) {
                const auto gone = m_file->run(u"DELETE FROM spans WHERE block = ?"_s, {block})
                                      .and_then([&](const QSqlQuery &) {
                                          return m_file->run(u"DELETE FROM blocks WHERE id = ?"_s, {block});
                                      });
                if (!gone)
                    return Failure(gone.error());
            }
            return {};
        });
        if (!removed)
            return removed;
    }
    return {};
}

Result<qint64> Journal::size() const
{
    return m_file->number(u"SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"_s);
}

} // namespace watchbill
