// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "journal/journal.h"
#include "journal/journalfile.h"
#include "journal/runmark.h"
#include "journal/storedvalues.h"

#include <QCoreApplication>

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::Journal)
};

const QString &selectRuns()
{
    static const QString select =
        u"SELECT number, uid, kind, state, begun, ended, profile, place, cluster, \"database\", \"schema\", \"table\", role, query, "
        "details, error, asked, undoes, columns, kept FROM runs "_s;
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
    if (row.isDamaged())
        return file.damaged(Text::tr("Run %1 cannot be read.").arg(QString::number(run.number)));
    return run;
}

bool matches(const Run &run, const QString &text)
{
    for (const QString &one : {toText(run.kind), run.profile, run.place, run.schema + u'.' + run.table,
                               run.role, run.query, run.details, run.error}) {
        if (one.contains(text, Qt::CaseInsensitive))
            return true;
    }
    return false;
}

Result<JournalRow> readRow(const JournalFile &file, qint64 run, const QSqlQuery &query)
{
    StoredRow row(query);
    JournalRow read;
    read.number = row.number();
    read.key = row.key();
    read.state = row.oneOf(RowState::Diverted);
    read.reason = row.text();
    read.before = row.values();
    read.after = row.values();
    if (row.isDamaged())
        return file.damaged(Text::tr("Row %1 of run %2 cannot be read.")
                                .arg(QString::number(read.number), QString::number(run)));
    return read;
}

QString oneOf(const QVector<RowState> &states)
{
    QStringList numbers;
    for (const RowState state : states)
        numbers += QString::number(int(state));
    return numbers.join(u',');
}

} // namespace

Result<Run> Journal::completed(Run run) const
{
    if (run.state == Run::State::Running && !RunMark::isHeld(m_file->path(), run.number))
        run.state = Run::State::Interrupted;
    auto query = m_file->run(run.rowsKept ? u"SELECT state, count(*) FROM rows WHERE run = ? GROUP BY state"_s
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
    const qint64 first = isDescending ? std::numeric_limits<qint64>::max() : 0;
    auto query = m_file->run(
        u"SELECT number, key, state, reason, before, after FROM rows JOIN contents ON id = content WHERE run = ? AND "
        "number %1 ? %2 ORDER BY number %3 LIMIT ?"_s.arg(
            isDescending ? u"<"_s : u">"_s,
            section.states.isEmpty() ? QString() : u"AND state IN (%1)"_s.arg(oneOf(section.states)),
            isDescending ? u"DESC"_s : u"ASC"_s),
        {run, section.after > 0 ? section.after : first, section.limit});
    if (!query)
        return Failure(query.error());
    auto there = m_file->next(*query);
    for (; there && *there; there = m_file->next(*query)) {
        const auto row = readRow(*m_file, run, *query);
        if (!row)
            return Failure(row.error());
        rows += *row;
    }
    return there ? Result<QVector<JournalRow>>(rows) : Failure(there.error());
}

Result<QVector<qint64>> Journal::unsettled() const
{
    // The states are those of the index, which alone is read.
    const auto runs = m_file->numbers(u"SELECT DISTINCT run FROM rows WHERE state IN (1, 3) ORDER BY run"_s);
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
