// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "journal/journal.h"
#include "journal/journalfile.h"
#include "journal/rowblock.h"
#include "journal/runfacts.h"
#include "journal/runmark.h"
#include "journal/storedvalues.h"

#include <QCoreApplication>

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::Journal)
};

const QString &selectRuns()
{
    static const QString select =
        u"SELECT number, uid, kind, state, begun, ended, profile, place, cluster, \"database\", \"schema\", \"table\", role, query, "
        "details, error, asked, undoes, columns, kept, "
        "(SELECT undone.kind FROM runs AS undone WHERE undone.number = runs.undoes) FROM runs "_s;
    return select;
}

// All but the numbers of its rows.
Result<Run> readRun(const JournalFile &file, const QSqlQuery &query)
{
    StoredRow row(query);
    Run run;
    run.number = row.number();
    run.uid = row.text();
    run.kind = row.oneOf(Run::Kind::Undo);
    run.state = row.oneOf(Run::State::Failed);
    run.begun = row.time();
    run.ended = row.timeIfAny();
    for (QString *text : {&run.profile, &run.place, &run.cluster, &run.database, &run.schema, &run.table,
                          &run.role, &run.query, &run.details, &run.error})
        *text = row.text();
    run.asked = row.number();
    run.undoes = row.number();
    run.columns = row.list();
    run.rowsKept = row.number() != 0;
    run.undoneKind = row.oneOfIfAny(Run::Kind::Undo);
    if (row.isDamaged())
        return file.damaged(Texts::tr("Run %1 cannot be read.").arg(QString::number(run.number)));
    return run;
}

bool matches(const Run &run, const QString &text)
{
    for (const QString &one : {toText(run.kind), run.profile, run.place, run.schema + u'.' + run.table,
                               run.role, run.query, describedDetails(run), run.error}) {
        if (one.contains(text, Qt::CaseInsensitive))
            return true;
    }
    return false;
}

QString oneOf(const QVector<RowState> &states)
{
    QStringList numbers;
    for (const RowState state : states)
        numbers += QString::number(int(state));
    return numbers.join(u',');
}

// The block that was read last: several spans in a row may be of the same.
class StoredBlock
{
public:
    explicit StoredBlock(const JournalFile &file)
        : m_file(file)
    {
    }

    Result<void> read(qint64 id)
    {
        if (id == m_id)
            return {};
        auto query = m_file.run(u"SELECT first, rows FROM blocks WHERE id = ?"_s, {id});
        if (!query)
            return Failure(query.error());
        m_id = id;
        m_rows.clear();
        const auto there = m_file.next(*query);
        if (!there || !*there)
            return there ? Result<void>() : Failure(there.error());
        m_first = query->value(0).toLongLong();
        m_rows = RowBlock::read(query->value(1).toByteArray(), m_first).value_or(QVector<JournalRow>());
        return {};
    }

    bool has(qint64 first, qint64 last) const
    {
        return first >= m_first && first <= last && last < m_first + m_rows.size();
    }
    const JournalRow &row(qint64 number) const { return m_rows[number - m_first]; }

private:
    const JournalFile &m_file;
    qint64 m_id = 0;
    qint64 m_first = 0;
    QVector<JournalRow> m_rows; // none if it is missing or damaged
};

} // namespace

Result<Run> Journal::completed(Run run) const
{
    if (run.state == Run::State::Running && !RunMark::isHeld(m_file->path(), run.number))
        run.state = Run::State::Interrupted;
    auto query = m_file->run(
        run.rowsKept ? u"SELECT state, sum(last - first + 1) FROM spans WHERE run = ? GROUP BY state"_s
                     : u"SELECT state, rows FROM former WHERE run = ?"_s,
        {run.number});
    if (!query)
        return Failure(query.error());
    auto there = m_file->next(*query);
    for (; there && *there; there = m_file->next(*query)) {
        StoredRow row(*query);
        const RowState state = row.oneOf(RowState::Diverted);
        run.rows[state] = row.number();
    }
    return there ? Result<Run>(run) : Failure(there.error());
}

Result<QVector<Run>> Journal::runs(const Search &search) const
{
    const qint64 end = search.before > 0 ? search.before : std::numeric_limits<qint64>::max();
    auto query = m_file->run(selectRuns() + u"WHERE number < ? ORDER BY number DESC"_s, {end});
    if (!query)
        return Failure(query.error());
    QVector<Run> runs;
    while (runs.size() < search.limit) {
        const auto there = m_file->next(*query);
        if (!there)
            return Failure(there.error());
        if (!*there)
            break;
        const auto run = readRun(*m_file, *query);
        if (!run)
            return Failure(run.error());
        if (!matches(*run, search.text))
            continue;
        const auto whole = completed(*run);
        if (!whole)
            return Failure(whole.error());
        runs += *whole;
    }
    return runs;
}

Result<Run> Journal::run(qint64 number) const
{
    auto query = m_file->run(selectRuns() + u"WHERE number = ?"_s, {number});
    if (!query)
        return Failure(query.error());
    const auto there = m_file->next(*query);
    if (!there)
        return Failure(there.error());
    if (!*there)
        return m_file->noRun(number);
    return readRun(*m_file, *query).and_then([this](const Run &run) { return completed(run); });
}

Result<QVector<JournalRow>> Journal::rows(qint64 run, const Section &section) const
{
    auto kept = m_file->run(u"SELECT kept FROM runs WHERE number = ?"_s, {run});
    if (!kept)
        return Failure(kept.error());
    const auto known = m_file->next(*kept);
    if (!known || !*known)
        return known ? m_file->noRun(run) : Failure(known.error());
    QVector<JournalRow> rows;
    if (kept->value(0).toInt() == 0) // some may still be there
        return rows;

    const bool isDescending = section.order == Qt::DescendingOrder;
    const qint64 after =
        section.after > 0 || !isDescending ? section.after : std::numeric_limits<qint64>::max();
    const QString states =
        section.states.isEmpty() ? QString() : u"AND state IN (%1) "_s.arg(oneOf(section.states));
    // The span that the section begins in is one that begins before it.
    auto spans = isDescending
        ? m_file->run(u"SELECT first, last, state, reason, block FROM spans WHERE run = ? AND first < ? %1"
                      "ORDER BY first DESC"_s.arg(states),
                      {run, after})
        : m_file->run(
            u"SELECT first, last, state, reason, block FROM spans WHERE run = ? AND last > ? AND first >= "
            "coalesce((SELECT max(first) FROM spans WHERE run = ? AND first <= ?), 0) %1"
            "ORDER BY first"_s.arg(states),
            {run, after, run, after});
    if (!spans)
        return Failure(spans.error());
    StoredBlock block(*m_file);
    auto there = m_file->next(*spans);
    qint64 bytes = 0;
    const auto isFull = [&] { return rows.size() >= section.limit || bytes >= section.bytes; };
    for (; there && *there && !isFull(); there = m_file->next(*spans)) {
        StoredRow span(*spans);
        const qint64 first = span.number();
        const qint64 last = span.number();
        const RowState state = span.oneOf(RowState::Diverted);
        const QString reason = span.text();
        if (const auto read = block.read(span.number()); !read)
            return Failure(read.error());
        if (span.isDamaged() || !block.has(first, last))
            return m_file->damaged(Texts::tr("Row %1 of run %2 cannot be read.")
                                       .arg(QString::number(first), QString::number(run)));
        const qint64 begin = isDescending ? std::min(last, after - 1) : std::max(first, after + 1);
        const qint64 step = isDescending ? -1 : 1;
        for (qint64 number = begin; number >= first && number <= last && !isFull(); number += step) {
            JournalRow row = block.row(number);
            bytes += row.size();
            row.state = state;
            row.reason = reason;
            rows += row;
        }
    }
    return there ? Result<QVector<JournalRow>>(rows) : Failure(there.error());
}

Result<QVector<qint64>> Journal::unsettled() const
{
    // The states are those of the index, which alone is read.
    const auto runs = m_file->numbers(u"SELECT DISTINCT run FROM spans WHERE state IN (1, 3) ORDER BY run"_s);
    if (!runs)
        return runs;
    QVector<qint64> left;
    for (const qint64 run : *runs) {
        const auto busy = isBusy(run);
        if (!busy)
            return Failure(busy.error());
        if (!*busy)
            left += run;
    }
    return left;
}

Result<bool> Journal::isBusy(qint64 run) const
{
    return m_file
        ->numbers(
            u"SELECT number FROM runs WHERE state = ? AND (number = ? OR (undoes = ? AND undoes > 0))"_s,
            {int(Run::State::Running), run, run})
        .map([this](const QVector<qint64> &numbers) {
            return std::any_of(numbers.begin(), numbers.end(),
                               [this](qint64 number) { return RunMark::isHeld(m_file->path(), number); });
        });
}

} // namespace watchbill
