// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "journal/journal.h"
#include "journal/journalfile.h"

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

constexpr int removedAtOnce = 1000; // rows; others can write in between

const QString &selectKept()
{
    static const QString select =
        u"SELECT number FROM runs WHERE kept = 1 AND EXISTS (SELECT 1 FROM rows WHERE "
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
            u"UPDATE runs SET kept = 0 WHERE number = ? AND kept = 1 AND EXISTS (SELECT 1 FROM rows WHERE run = runs.number) AND "
            "NOT EXISTS (SELECT 1 FROM rows WHERE run = runs.number AND state IN (1, 3))"_s,
            {run});
        if (!marked || marked->numRowsAffected() == 0)
            return marked ? Result<bool>(false) : Failure(marked.error());
        return m_file
            ->run(u"INSERT INTO former SELECT run, state, count(*) FROM rows WHERE run = ? GROUP BY state"_s,
                  {run})
            .map([](const QSqlQuery &) { return true; });
    });
    return dropped.and_then([this](bool isAny) { return removeDropped().map([isAny] { return isAny; }); });
}

Result<void> Journal::removeDropped()
{
    const QString first = u"FROM rows WHERE run = ? ORDER BY number LIMIT ?"_s;
    for (bool isMore = true; isMore;) {
        const auto removed = m_file->change([&]() -> Result<void> {
            const auto run =
                m_file->number(u"SELECT number FROM runs WHERE kept = 0 AND EXISTS (SELECT 1 FROM rows "
                               "WHERE run = runs.number) LIMIT 1"_s);
            isMore = run && *run > 0;
            if (!isMore)
                return run ? Result<void>() : Failure(run.error());
            const auto contents = m_file->run(
                u"DELETE FROM contents WHERE id IN (SELECT content %1)"_s.arg(first), {*run, removedAtOnce});
            if (!contents)
                return Failure(contents.error());
            return m_file
                ->run(u"DELETE FROM rows WHERE run = ? AND number IN (SELECT number %1)"_s.arg(first),
                      {*run, *run, removedAtOnce})
                .map([](const QSqlQuery &) {});
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
