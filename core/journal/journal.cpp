// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "journal/journal.h"

#include "journal/journalfile.h"
#include "journal/rowspans.h"
#include "journal/runmark.h"
#include "journal/storedvalues.h"

#include <QCoreApplication>
#include <QDir>
#include <QStandardPaths>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(watchbill::Journal)
};

qint64 now()
{
    using namespace std::chrono;
    return duration_cast<microseconds>(system_clock::now().time_since_epoch()).count();
}

} // namespace

Journal::Journal(std::unique_ptr<JournalFile> file)
    : m_file(std::move(file))
{
}

Journal::~Journal() = default;

QString Journal::defaultFile()
{
    if (const QString named = qEnvironmentVariable("WATCHBILL_JOURNAL"); !named.isEmpty())
        return named;
    // AppDataLocation would be another folder for each program.
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation)
        + "/watchbill/journal.sqlite"_L1;
}

Result<std::unique_ptr<Journal>> Journal::open(const QString &file, std::chrono::milliseconds patience)
{
    return JournalFile::open(file, patience).map([](std::unique_ptr<JournalFile> opened) {
        return std::unique_ptr<Journal>(new Journal(std::move(opened)));
    });
}

Result<Journal::BegunRun> Journal::begin(const Run &run)
{
    using stored::bytes;
    return m_file->change([&]() -> Result<BegunRun> {
        const auto inserted = m_file->run(
            u"INSERT INTO runs (uid, kind, state, begun, profile, place, cluster, \"database\", \"schema\", \"table\", role, "
            "query, details, error, asked, undoes, columns) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
            {bytes(run.uid), int(run.kind), int(Run::State::Running), now(), bytes(run.profile),
             bytes(run.place), bytes(run.cluster), bytes(run.database), bytes(run.schema), bytes(run.table),
             bytes(run.role), bytes(run.query), bytes(run.details), bytes(QString()), run.asked, run.undoes,
             bytes(QStringList())});
        if (!inserted)
            return Failure(inserted.error());
        const qint64 number = inserted->lastInsertId().toLongLong();
        // Before others see the run, which without a mark would be an interrupted one.
        std::shared_ptr<const RunMark> mark = RunMark::make(m_file->path(), number);
        if (!mark)
            return failure(
                TaskError::Kind::InvalidInput,
                Texts::tr(
                    "Cannot create files next to the journal %1. Nothing was written; check the permissions of its folder and the free disk space, then try again.")
                    .arg(QDir::toNativeSeparators(m_file->path())));
        return BegunRun{number, mark};
    });
}

Result<void> Journal::setKind(qint64 run, Run::Kind kind)
{
    return m_file->change([&]() -> Result<void> {
        const auto updated = m_file->run(u"UPDATE runs SET kind = ? WHERE number = ?"_s, {int(kind), run});
        if (!updated)
            return Failure(updated.error());
        return updated->numRowsAffected() == 1 ? Result<void>() : Result<void>(m_file->noRun(run));
    });
}

Result<void> Journal::end(qint64 run, Run::State state, const QString &error)
{
    Q_ASSERT(state != Run::State::Running && state != Run::State::Interrupted);
    const auto ended = m_file->change([&]() -> Result<void> {
        const auto updated =
            m_file->run(u"UPDATE runs SET state = ?, ended = ?, error = ? WHERE number = ?"_s,
                        {int(state), now(), stored::bytes(error), run});
        if (!updated)
            return Failure(updated.error());
        return updated->numRowsAffected() == 1 ? Result<void>() : Result<void>(m_file->noRun(run));
    });
    if (ended)
        RunMark::clear(m_file->path(), run);
    return ended;
}

Result<void> Journal::add(qint64 run, const QStringList &columns, const QVector<JournalRow> &rows,
                          Flush flush)
{
    const auto addAll = [&] {
        return requireColumns(run, columns).and_then([&] { return RowSpans(*m_file, run).add(rows); });
    };
    const bool hasValues =
        std::any_of(rows.begin(), rows.end(), [](const JournalRow &row) { return row.before || row.after; });
    if (flush == Flush::Later) {
        const auto added = m_file->changeUnflushed(addAll);
        m_hasUnflushed |= added && hasValues;
        return added;
    }
    // Flushing the file flushes all that was written to it before; but nothing is flushed where nothing is written.
    Q_ASSERT(!m_hasUnflushed || !rows.isEmpty());
    const auto added = hasValues || m_hasUnflushed ? m_file->change(addAll) : m_file->changeUnflushed(addAll);
    m_hasUnflushed &= !added;
    return added;
}

Result<void> Journal::requireColumns(qint64 run, const QStringList &columns)
{
    auto query = m_file->run(
        u"SELECT columns, EXISTS (SELECT 1 FROM spans WHERE run = runs.number) FROM runs WHERE number = ?"_s,
        {run});
    if (!query)
        return Failure(query.error());
    const auto there = m_file->next(*query);
    if (!there || !*there)
        return there ? m_file->noRun(run) : Failure(there.error());
    StoredRow row(*query);
    const QStringList known = row.list();
    const bool hasRows = row.number() != 0;
    if (row.isDamaged())
        return m_file->damaged(Texts::tr("The columns of run %1 cannot be read.").arg(QString::number(run)));
    if (known == columns || columns.isEmpty())
        return {};
    if (hasRows && !known.isEmpty())
        return failure(
            TaskError::Kind::Conflict,
            Texts::tr(
                "The columns of the table have changed since the run began. Nothing was written; start another run."));
    return m_file->run(u"UPDATE runs SET columns = ? WHERE number = ?"_s, {stored::bytes(columns), run})
        .map([](const QSqlQuery &) {});
}

Result<void> Journal::settle(qint64 run, const QVector<qint64> &numbers, RowState state,
                             const QString &reason)
{
    const auto settleAll = [&] { return RowSpans(*m_file, run).settle(numbers, state, reason); };
    return state == RowState::Returning ? m_file->change(settleAll) : m_file->changeUnflushed(settleAll);
}

Result<void> Journal::drop(qint64 run, const QVector<qint64> &numbers)
{
    return m_file->changeUnflushed([&] { return RowSpans(*m_file, run).drop(numbers); });
}

} // namespace watchbill
