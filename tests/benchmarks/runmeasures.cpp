// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "await.h"
#include "filter/querytext.h"
#include "libpqbaseline.h"
#include "measures.h"
#include "openlist.h"
#include "psql.h"
#include "stopwatch.h"
#include "write/runs.h"

#include <QTemporaryDir>

#include <algorithm>
#include <atomic>
#include <thread>

using namespace Qt::StringLiterals;

namespace watchbill::bench {

namespace {

using Goal = Measurement::Goal;

constexpr int tasks = 100'000;

template<typename T>
T fine(const Result<T> &result)
{
    if (!result)
        qFatal("%s", qPrintable(result.error().message));
    return *result;
}

// How often a writer updates one task after the other, until it is told to end.
class OneTaskWriter
{
public:
    explicit OneTaskWriter(const QString &connection)
        : m_thread([this, connection] {
            Libpq libpq(connection);
            for (int task = 0; !m_isOver; task = (task + 1) % 1'000) {
                libpq.execute(u"UPDATE public.written SET n = n + 1 WHERE id = %1"_s.arg(task));
                ++m_updates;
            }
        })
    {
    }
    ~OneTaskWriter()
    {
        m_isOver = true;
        m_thread.join();
    }
    Q_DISABLE_COPY_MOVE(OneTaskWriter)

    int updates() const { return m_updates; }

private:
    std::atomic<bool> m_isOver = false;
    std::atomic<int> m_updates = 0;
    std::thread m_thread;
};

} // namespace

// What is deleted is put back by what is measured next, so that the others find the table as it was.
Measurements changing(const Surroundings &surroundings)
{
    QTemporaryDir folder;
    Libpq libpq(surroundings.tasks);
    OpenList list(surroundings.tasks);
    const Runs changes(list.service(), folder.filePath(u"journal.sqlite"_s));
    // To the second, in UTC, as the query language writes times.
    const QString newest = libpq.value(
        u"SELECT to_char(min(created_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS') FROM (SELECT created_at FROM public.tasks ORDER BY created_at DESC "
        "LIMIT %1) t"_s.arg(tasks));
    const QString where = u"created_at >= '%1Z' AND created_at < '2100-01-01Z'"_s.arg(newest);
    const auto parsed = query::parse(u"created:%1..2100-01-01"_s.arg(newest));
    if (!parsed)
        qFatal("the query is not understood");
    const TaskFilter &filter = *parsed;

    // A plain deletion, after a copy of what goes to a file of this machine, as careful people do it.
    libpq.execute(
        u"DROP TABLE IF EXISTS public.kept; CREATE UNLOGGED TABLE public.kept AS SELECT * FROM public.tasks "
        "WHERE %1"_s.arg(where));
    const QString copy = folder.filePath(u"copy"_s);
    const double copied = milliseconds([&] {
        psql(surroundings.tasks,
             {u"\\copy (SELECT * FROM public.tasks WHERE %1) TO '%2'"_s.arg(where, copy)});
        flush(copy);
    });
    const double deleted =
        milliseconds([&] { libpq.execute(u"DELETE FROM public.tasks WHERE %1"_s.arg(where)); });
    const double inserted =
        milliseconds([&] { libpq.execute(u"INSERT INTO public.tasks SELECT * FROM public.kept"_s); });
    libpq.execute(u"DROP TABLE public.kept"_s);
    libpq.execute(u"VACUUM (ANALYZE) public.tasks"_s);

    libpq.execute(
        u"DROP TABLE IF EXISTS public.written; CREATE TABLE public.written AS SELECT g AS id, 0 AS n FROM "
        "generate_series(0, 999) g; ALTER TABLE public.written ADD PRIMARY KEY (id)"_s);
    double alone = 0;
    {
        const OneTaskWriter writer(surroundings.tasks);
        const double time = milliseconds([] { std::this_thread::sleep_for(std::chrono::seconds(3)); });
        alone = writer.updates() / time;
    }
    const auto control = std::make_shared<RunControl>();
    Run run;
    double beside = 0;
    double removing = 0;
    {
        const OneTaskWriter writer(surroundings.tasks);
        removing = milliseconds([&] {
            const ConfirmedTasks confirmed = fine(await(changes.collect(filter, control)));
            run = fine(await(changes.start({{}, confirmed, {}}, control)));
        });
        beside = writer.updates() / removing;
    }
    const double undoing = milliseconds([&] { fine(await(changes.undo(run.number, control))); });
    // Once more without the writer.
    libpq.execute(u"VACUUM (ANALYZE) public.tasks"_s);
    const double removingAlone = milliseconds([&] {
        const ConfirmedTasks confirmed = fine(await(changes.collect(filter, control)));
        run = fine(await(changes.start({{}, confirmed, {}}, control)));
    });
    const double longest = double(control->progress().longestChunk.count());
    const double undoingAlone = milliseconds([&] { fine(await(changes.undo(run.number, control))); });
    libpq.execute(u"DROP TABLE public.written"_s);
    libpq.execute(u"VACUUM (ANALYZE) public.tasks"_s);
    const QString count = u"%1 tasks"_s.arg(run.rows.value(RowState::Done));
    return {
        {u"deleting 100,000 tasks by query"_s, u"ms"_s, removingAlone, deleted + copied, Goal::RatioAtMost,
         1.5, count},
        {u"putting them back"_s, u"ms"_s, std::min(undoing, undoingAlone), inserted, Goal::RatioAtMost, 2,
         count},
        {u"time of a writer's update meanwhile"_s, u"ms"_s, 1 / beside, 1 / alone, Goal::RatioAtMost, 1 / 0.9,
         count},
        {u"longest transaction"_s, u"ms"_s, longest, {}, Goal::ValueAtMost, 250, count},
    };
}

} // namespace watchbill::bench
