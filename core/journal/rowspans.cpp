// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "journal/rowspans.h"

#include "journal/journalfile.h"
#include "journal/rowblock.h"
#include "journal/storedvalues.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::Journal)
};

bool isBefore(const JournalRow &one, const JournalRow &other)
{
    return one.number < other.number;
}

} // namespace

Result<void> RowSpans::add(QVector<JournalRow> rows)
{
    if (!std::is_sorted(rows.begin(), rows.end(), &isBefore))
        std::stable_sort(rows.begin(), rows.end(), &isBefore);
    for (qsizetype from = 0; from < rows.size();) {
        Q_ASSERT(rows[from].number > 0);
        const qsizetype count = RowBlock::length(rows, from);
        if (const auto added = addBlock(rows, from, count); !added)
            return added;
        from += count;
    }
    return {};
}

Result<void> RowSpans::addBlock(const QVector<JournalRow> &rows, qsizetype from, qsizetype count)
{
    const Range range{rows[from].number, rows[from + count - 1].number};
    const auto there = m_file.number(
        u"SELECT EXISTS (SELECT 1 FROM spans WHERE run = ? AND first BETWEEN ? AND ?) OR coalesce("
        "(SELECT last FROM spans WHERE run = ? AND first < ? ORDER BY first DESC LIMIT 1), 0) >= ?"_s,
        {m_run, range.first, range.last, m_run, range.first, range.first});
    if (!there || *there != 0)
        return there ? m_file.rowExists() : Failure(there.error());
    const auto block = m_file.run(u"INSERT INTO blocks (first, rows) VALUES (?, ?)"_s,
                                  {range.first, RowBlock::written(rows, from, count)});
    if (!block)
        return Failure(block.error());
    const QVariant id = block->lastInsertId();
    for (qsizetype i = from; i < from + count;) {
        const JournalRow &first = rows[i];
        qsizetype end = i + 1;
        while (end < from + count && rows[end].state == first.state && rows[end].reason == first.reason)
            ++end;
        const auto span = m_file.run(
            u"INSERT INTO spans (run, first, last, state, reason, block) VALUES (?, ?, ?, ?, ?, ?)"_s,
            {m_run, first.number, rows[end - 1].number, int(first.state), stored::bytes(first.reason), id});
        if (!span)
            return Failure(span.error());
        i = end;
    }
    return {};
}

QVector<RowSpans::Range> RowSpans::rangesOf(QVector<qint64> numbers)
{
    std::sort(numbers.begin(), numbers.end());
    QVector<Range> ranges;
    for (const qint64 number : std::as_const(numbers)) {
        if (!ranges.isEmpty() && number <= ranges.last().last + 1)
            ranges.last().last = number;
        else
            ranges += Range{number, number};
    }
    return ranges;
}

// No span reaches across an end of the range.
Result<void> RowSpans::divide(const Range &range)
{
    return divideBefore(range.first).and_then([&] { return divideBefore(range.last + 1); });
}

Result<void> RowSpans::divideBefore(qint64 number)
{
    const QString across =
        u"run = ? AND last >= ? AND first = (SELECT max(first) FROM spans WHERE run = ? AND "
        "first < ?)"_s;
    const QVariantList which{m_run, number, m_run, number};
    return m_file
        .run(u"INSERT INTO spans (run, first, last, state, reason, block) "
             "SELECT run, ?, last, state, reason, block FROM spans WHERE "_s
                 + across,
             QVariantList{number} + which)
        .and_then([&](const QSqlQuery &) {
            return m_file.run(u"UPDATE spans SET last = ? WHERE "_s + across,
                              QVariantList{number - 1} + which);
        })
        .map([](const QSqlQuery &) {});
}

Result<void> RowSpans::requireAll(const Range &range)
{
    auto spans =
        m_file.run(u"SELECT first, last FROM spans WHERE run = ? AND first BETWEEN ? AND ? ORDER BY first"_s,
                   {m_run, range.first, range.last});
    if (!spans)
        return Failure(spans.error());
    qint64 next = range.first;
    auto there = m_file.next(*spans);
    for (; there && *there; there = m_file.next(*spans)) {
        StoredRow span(*spans);
        if (span.number() != next)
            break;
        next = span.number() + 1;
    }
    if (!there)
        return Failure(there.error());
    if (next > range.last)
        return {};
    return failure(
        TaskError::Kind::NotFound,
        Texts::tr(
            "Run %1 has no row %2 in the journal, or its rows are no longer stored. Nothing was written.")
            .arg(QString::number(m_run), QString::number(next)));
}

Result<void> RowSpans::settle(const QVector<qint64> &numbers, RowState state, const QString &reason)
{
    for (const Range &range : rangesOf(numbers)) {
        const auto settled = divide(range).and_then([&] { return requireAll(range); }).and_then([&] {
            return m_file.run(
                u"UPDATE spans SET state = ?, reason = ? WHERE run = ? AND first BETWEEN ? AND ?"_s,
                {int(state), stored::bytes(reason), m_run, range.first, range.last});
        });
        if (!settled)
            return Failure(settled.error());
    }
    return {};
}

Result<void> RowSpans::drop(const QVector<qint64> &numbers)
{
    for (const Range &range : rangesOf(numbers)) {
        if (const auto divided = divide(range); !divided)
            return divided;
        const QVariantList which{m_run, range.first, range.last};
        const auto blocks = m_file.numbers(
            u"SELECT DISTINCT block FROM spans WHERE run = ? AND first BETWEEN ? AND ?"_s, which);
        if (!blocks)
            return Failure(blocks.error());
        const auto dropped =
            m_file.run(u"DELETE FROM spans WHERE run = ? AND first BETWEEN ? AND ?"_s, which);
        if (!dropped)
            return Failure(dropped.error());
        for (const qint64 block : *blocks) {
            const auto unused = m_file.run(
                u"DELETE FROM blocks WHERE id = ? AND NOT EXISTS (SELECT 1 FROM spans WHERE block = blocks.id)"_s,
                {block});
            if (!unused)
                return Failure(unused.error());
        }
    }
    return {};
}

} // namespace watchbill
