// SPDX-FileCopyrightText: The Watchbill developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "dataset.h"
#include "libpqbaseline.h"
#include "measures.h"
#include "openlist.h"
#include "postgres/connectionsettings.h"
#include "stopwatch.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEvent>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlTableModel>

using namespace Qt::StringLiterals;

namespace watchbill::bench {

namespace {

using Start = PageRequest::Start;
using Goal = Measurement::Goal;

constexpr int pageRows = 200;
constexpr int repetitions = 200; // of what takes a millisecond
constexpr int depth = 1'000'000;

TaskQuery failedTasks()
{
    TaskQuery query;
    query.filter.statuses = {{u"failed"_s}, false};
    return query;
}

PageRequest pageOf(const TaskQuery &query, Start start = Start::First)
{
    PageRequest request;
    request.query = query;
    request.start = start;
    request.limit = pageRows;
    return request;
}

Pair againstLibpq(const QString &connection, const TaskQuery &query)
{
    OpenList list(connection);
    Libpq libpq(connection);
    const QString sql = list.sql(pageOf(query));
    return compare([&] { list.show(query); }, [&] { libpq.fetch(sql); }, repetitions);
}

// As a program would use it that asks Qt for a table.
class SqlTable
{
public:
    explicit SqlTable(const QString &connection)
        : m_database(QSqlDatabase::addDatabase(u"QPSQL"_s, u"table"_s))
    {
        const auto settings = ConnectionSettings::parse(connection);
        m_database.setHostName(settings->value(u"host"_s));
        m_database.setPort(settings->value(u"port"_s).toInt());
        m_database.setDatabaseName(settings->value(u"dbname"_s));
        if (!m_database.open(settings->value(u"user"_s), settings->value(u"password"_s)))
            qFatal("%s", qPrintable(m_database.lastError().text()));
    }
    Q_DISABLE_COPY_MOVE(SqlTable)

    ~SqlTable()
    {
        m_database.close();
        m_database = {};
        QSqlDatabase::removeDatabase(u"table"_s);
    }

    void showFailed() const
    {
        QSqlTableModel model(nullptr, m_database);
        model.setTable(u"tasks"_s);
        model.setFilter(u"status = 'failed'"_s);
        model.setSort(model.fieldIndex(u"created_at"_s), Qt::DescendingOrder);
        if (!model.select() || model.rowCount() < pageRows)
            qFatal("%s", qPrintable(model.lastError().text()));
    }

private:
    QSqlDatabase m_database;
};

// Tells how long the event took in which something happened.
class EventClock : public QObject
{
public:
    EventClock() { QCoreApplication::instance()->installEventFilter(this); }

    double milliseconds() const { return double(m_timer.nsecsElapsed()) / 1e6; }

protected:
    bool eventFilter(QObject *, QEvent *) override
    {
        m_timer.start();
        return false;
    }

private:
    QElapsedTimer m_timer;
};

SortKey keyAt(Libpq &libpq, qint64 offset)
{
    const auto rows = libpq.rows(u"SELECT created_at::text, id::text FROM public.tasks "
                                 "ORDER BY created_at DESC, id DESC OFFSET %1 LIMIT 1"_s.arg(offset));
    return {{rows.at(0).at(0), rows.at(0).at(1)}};
}

} // namespace

Measurements firstPage(const Surroundings &surroundings)
{
    const Pair all = againstLibpq(surroundings.tasks, {});
    const Pair failed = againstLibpq(surroundings.tasks, failedTasks());
    const QString why =
        u"of what is added, 0.09 ms are the turn to the connection's thread and back, 0.1 ms the making of 200 "
        "tasks and 0.03 ms the comparison with what is shown"_s;
    return {
        {u"first page of 200, in the model"_s, u"ms"_s, all.value, all.baseline, Goal::RatioAtMost, 1.5, why},
        {u"first page of the failed, in the model"_s, u"ms"_s, failed.value, failed.baseline,
         Goal::RatioAtMost, 1.5, why}};
}

Measurements firstPageAgainstSqlTableModel(const Surroundings &surroundings)
{
    OpenList list(surroundings.tasks);
    const SqlTable table(surroundings.tasks);
    const Pair pair = compare([&] { list.show(failedTasks()); }, [&] { table.showFailed(); });
    return {{u"first page of the failed, to QSqlTableModel"_s,
             u"ms"_s,
             pair.value,
             pair.baseline,
             Goal::RatioAtMost,
             0.01,
             {}}};
}

Measurements deepPages(const Surroundings &surroundings)
{
    OpenList list(surroundings.tasks);
    Libpq libpq(surroundings.tasks);
    const PageRequest first = pageOf({});
    PageRequest deep = pageOf({}, Start::After);
    deep.key = keyAt(libpq, std::min<qint64>(depth, surroundings.rows - 2 * pageRows));
    const PageRequest last = pageOf({}, Start::Last);
    const auto compared = [&](const PageRequest &request) {
        return compare([&] { list.page(request); }, [&] { list.page(first); }, repetitions);
    };
    const Pair atDepth = compared(deep);
    const Pair atEnd = compared(last);
    return {{u"page at depth 1,000,000, to the first"_s,
             u"ms"_s,
             atDepth.value,
             atDepth.baseline,
             Goal::RatioAtMost,
             1.5,
             {}},
            {u"page at the far end, to the first"_s,
             u"ms"_s,
             atEnd.value,
             atEnd.baseline,
             Goal::RatioAtMost,
             1.5,
             {}}};
}

Measurements decoding(const Surroundings &surroundings)
{
    constexpr int pages = 10;
    OpenList list(surroundings.tasks);
    Libpq libpq(surroundings.tasks);
    QVector<PageRequest> requests;
    PageRequest request = pageOf({});
    request.limit = 10'000;
    for (int i = 0; i < pages; ++i) {
        requests += request;
        const TaskPage page = list.page(request);
        if (page.rows.size() < request.limit)
            break;
        request.start = Start::After;
        request.key = page.rows.last().key;
    }
    const auto tasks = [&] {
        for (const PageRequest &one : std::as_const(requests))
            list.page(one);
    };
    const auto texts = [&] {
        for (const PageRequest &one : std::as_const(requests))
            libpq.fetch(list.sql(one));
    };
    const Pair pair = compare(tasks, texts);
    return {{u"100,000 rows as tasks"_s, u"ms"_s, pair.value, pair.baseline, Goal::RatioAtMost, 2, {}}};
}

Measurements applyingRefresh(const Surroundings &surroundings)
{
    OpenList list(surroundings.tasks);
    Libpq libpq(surroundings.tasks);
    EventClock clock;
    double took = 0;
    QObject::connect(&list.feed(), &TaskFeed::finished, &clock, [&](const TaskFeed::Outcome &outcome) {
        took = clock.milliseconds();
        if (!outcome.isChange)
            qFatal("A refresh found nothing changed.");
    });
    const double milliseconds = medianOf([&] {
        libpq.execute(
            u"UPDATE public.tasks SET updated_at = clock_timestamp() WHERE id IN "
            "(SELECT id FROM public.tasks ORDER BY created_at DESC, id DESC LIMIT %1)"_s.arg(pageRows));
        list.refresh();
        return took;
    });
    return {{u"applying a refresh, 200 rows changed"_s, u"ms"_s, milliseconds, {}, Goal::ValueAtMost, 2, {}}};
}

} // namespace watchbill::bench
