// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "deletionrun.h"

#include "outcome.h"
#include "service/taskservice.h"
#include "write/runs.h"

using namespace Qt::StringLiterals;

namespace watchbill {

namespace {

QString journalIn(const QTemporaryDir &folder)
{
    return folder.filePath(u"journal.sqlite"_s);
}

} // namespace

QString summaryOf(const Run &run)
{
    QStringList parts;
    for (auto state = run.rows.begin(); state != run.rows.end(); ++state) {
        if (state.value() > 0)
            parts += toText(state.key()) + u' ' + QString::number(state.value());
    }
    return toText(run.state) + ": "_L1 + parts.join(", "_L1);
}

DeletionRun::DeletionRun(TaskService &service, const QVector<Task> &shown)
    : m_shown(shown)
    , m_run(Runs(service, journalIn(m_folder))
                .start({{}, ConfirmedTasks::of(shown), {}}, std::make_shared<RunControl>()))
{
}

DeletionRun::~DeletionRun()
{
    await(m_run);
}

QString DeletionRun::summary() const
{
    const auto run = await(m_run);
    return run ? summaryOf(*run) : outcomeOf(run);
}

QVector<JournalRow> DeletionRun::rows(const QVector<RowState> &states) const
{
    const auto run = await(m_run);
    const auto journal = run ? Journal::open(journalIn(m_folder)) : Failure(run.error());
    if (!journal)
        return {};
    const auto rows = (*journal)->rows(run->number, {states, 0, int(m_shown.size()) + 1, Qt::AscendingOrder});
    if (!rows)
        qFatal("%s", wordsOf(rows).constData());
    return *rows;
}

QVector<TaskKey> DeletionRun::keys(RowState state) const
{
    QVector<TaskKey> keys;
    for (const JournalRow &row : rows({state}))
        keys += m_shown[row.number - 1].key();
    return keys;
}

QString DeletionRun::why() const
{
    const auto run = await(m_run);
    if (!run)
        return run.error().message;
    if (!run->error.isEmpty())
        return run->error;
    QStringList reasons;
    for (const JournalRow &row : rows({})) {
        if (!row.reason.isEmpty())
            reasons += row.reason;
    }
    return reasons.join(u'\n');
}

} // namespace watchbill
